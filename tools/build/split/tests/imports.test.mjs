// The check of imports without an exception wrapper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LISTED, checkImports, operation, unwrapped } from "../../imports.mjs";

const script = (...functions) => `let wasm_bindgen = (function(exports) {
    function __wbg_get_imports() {
        const import0 = {
            __proto__: null,
${functions.map((text) => text.replace(/^/gm, "            ")).join("\n")}
        };
        return {
            __proto__: null,
            "./isocost_bg.js": import0,
        };
    }
    const other = {
            __wbg_not_an_import: function(arg0) {
                evil(arg0);
            },
    };`;

const WRAPPED = `__wbg_get_0123456789abcdef: function() { return handleError(function (arg0, arg1) {
    const ret = Reflect.get(arg0, arg1);
    return ret;
}, arguments); },`;
const FROM = `__wbg_from_0123456789abcdef: function(arg0) {
    const ret = Array.from(arg0);
    return ret;
},`;
const INSTANCE = `__wbg_instanceof_Blob_0123456789abcdef: function(arg0) {
    let result;
    try {
        result = arg0 instanceof Blob;
    } catch (_) {
        result = false;
    }
    const ret = result;
    return ret;
},`;
const NAME = `__wbg_name_0123456789abcdef: function(arg0, arg1) {
    const ret = arg1.name;
    const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
    const len1 = WASM_VECTOR_LEN;
    getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true);
    getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true);
},`;

test("imports without a wrapper, whatever stands around them", () => {
  const all = [[WRAPPED, FROM, INSTANCE, NAME], [FROM, WRAPPED, NAME, INSTANCE], [NAME, INSTANCE, WRAPPED, FROM]];
  for (const functions of all) {
    assert.deepEqual([...unwrapped(script(...functions)).keys()].sort(), ["Array.from(arg0)", "arg1.name"]);
  }
});

test("an operation that is not listed fails the build, and is named with its import", () => {
  const listed = { "A reason.": ["arg1.name"] };
  assert.doesNotThrow(() => checkImports(script(WRAPPED, NAME, INSTANCE), "page", listed));
  assert.throws(
    () => checkImports(script(WRAPPED, NAME, FROM), "reader", listed),
    /script of the reader .*\n  Array\.from\(arg0\)    \(__wbg_from_0123456789abcdef\)/,
  );
});

test("what threw through WebAssembly once is not listed", () => {
  const known = Object.values(LISTED).flat();
  for (const what of ["Array.from(arg0)", "fetch(arg0)", "JSON.parse(text)", "arg0.getReader()", "new Uint8Array(arg0 >>> 0)"]) {
    assert.ok(!known.includes(what), what);
  }
  assert.equal(new Set(known).size, known.length, "each is listed once");
});

test("texts and bytes are told apart from other operands", () => {
  const body = (line) => `(arg0, arg1, arg2) {\n    ${line}\n},`;
  assert.equal(operation("__wbg_a", body("arg0.src = getStringFromWasm0(arg1, arg2);")), "arg0.src = text");
  assert.equal(operation("__wbg_b", body("arg0.set(getArrayU8FromWasm0(arg1, arg2));")), "arg0.set(bytes)");
  assert.equal(operation("__wbindgen_generic_3", body("const ret = makeMutClosure(arg0, arg1, invoke);")), "a closure");
});

test("a script of another form is an error", () => assert.throws(() => unwrapped("export default 1;"), /no imports found/));
