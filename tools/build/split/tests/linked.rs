// What rust.test.mjs and locations.test.mjs link with relocations.
#![no_std]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

static COMMON: [&str; 3] = ["the first view", "shows these", "words"];
static RARE: [&str; 3] = ["and what comes", "after it", "shows others"];
static SQUARES: [u64; 6] = [0, 1, 4, 9, 16, 25];
static mut COUNTER: u32 = 40;

trait Shape: Sync {
    fn area(&self, size: u32) -> u32;
}
struct Square;
struct Circle;
impl Shape for Square {
    fn area(&self, size: u32) -> u32 {
        size * size
    }
}
impl Shape for Circle {
    fn area(&self, size: u32) -> u32 {
        size * size * 355 / 113 + RARE[size as usize % 3].len() as u32
    }
}
static SHAPES: [&dyn Shape; 2] = [&Square, &Circle];

#[inline(never)]
fn sum(words: &[&str]) -> u32 {
    words.iter().flat_map(|word| word.bytes()).fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}

#[no_mangle]
pub extern "C" fn common(number: usize) -> u32 {
    sum(&COMMON[..number % 4])
}

#[no_mangle]
pub extern "C" fn rare(number: usize) -> u32 {
    sum(&RARE[..number % 4]) ^ sum(&COMMON)
}

#[no_mangle]
pub extern "C" fn area(shape: usize) -> u32 {
    SHAPES[shape % 2].area(shape as u32)
}

#[no_mangle]
pub extern "C" fn square(number: usize) -> u64 {
    SQUARES[number % 6]
}

#[no_mangle]
pub extern "C" fn count(by: u32) -> u32 {
    unsafe {
        COUNTER += by;
        COUNTER
    }
}

struct Hash(u32);
impl core::fmt::Write for Hash {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0 = sum(&[text]) ^ self.0.rotate_left(5);
        Ok(())
    }
}

// The standard library's digits, which panic at places of its own, and an index, which panics at a place here.
#[no_mangle]
pub extern "C" fn digits(number: usize) -> u32 {
    let mut hash = Hash(1);
    core::fmt::write(&mut hash, format_args!("{:.3}", number as f64 / 7.0)).ok();
    hash.0 + COMMON[number].len() as u32
}
