// When the page has been seen.
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Once a view has been on the screen, or could have been; in the end without one, where a table is slow to come.
const viewed = async (app) => {
  const until = performance.now() + 1_500;
  const frame = () => Promise.race([new Promise(requestAnimationFrame), after(250)]);
  while (!app.querySelector("[data-phase=shown], [data-phase=empty]") && performance.now() < until) await frame();
  await frame();
  await frame();
};
