// Bytes of WebAssembly's binary format: a reader of LEB128 numbers, names, vectors and value types, and encoders.
// Source: WebAssembly Core Specification 2.0, chapters 5.1 to 5.3.

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  get done() { return this.at >= this.bytes.length; }
  byte() {
    if (this.done) throw new Error("wasm: the module ends too early");
    return this.bytes[this.at++];
  }
  // The bytes of one LEB128 number, seven bits each, lowest first.
  *sevens(most) {
    for (let count = 1; ; count++) {
      const byte = this.byte();
      yield byte;
      if (!(byte & 0x80)) return;
      if (count === most) throw new Error(`wasm: a LEB128 number of more than ${most} bytes`);
    }
  }
  u32() {
    let value = 0, place = 1;
    for (const byte of this.sevens(5)) {
      value += (byte & 0x7f) * place;
      place *= 128;
    }
    if (value > 0xffffffff) throw new Error("wasm: a LEB128 number of more than 32 bits");
    return value;
  }
  s32() {
    let value = 0, shift = 0, last;
    for (last of this.sevens(5)) {
      value |= (last & 0x7f) << shift;
      shift += 7;
    }
    return shift < 32 && last & 0x40 ? value | (-1 << shift) : value;
  }
  // The lower and the upper half of a signed number of 64 bits.
  halves() {
    let value = 0n, shift = 0n, last;
    for (last of this.sevens(10)) {
      value |= BigInt(last & 0x7f) << shift;
      shift += 7n;
    }
    if (last & 0x40) value |= -1n << shift;
    return [value, value >> 32n].map((half) => Number(BigInt.asIntN(32, half)));
  }
  // A LEB128 number whose value does not matter.
  skip() { for (const _ of this.sevens(10)); }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("wasm: the module ends too early");
    return this.bytes.subarray(this.at, (this.at += length));
  }
  name() { return new TextDecoder().decode(this.take(this.u32())); }
  vec(read) { return Array.from({ length: this.u32() }, () => read(this)); }
}

export const hex = (number) => `0x${number.toString(16)}`;

// Numbers and vectors, `funcref` and `externref`: one byte each.
export const FUNCREF = 0x70;
const VALUE_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, FUNCREF, 0x6f]);
export function valueType(reader) {
  const type = reader.byte();
  if (!VALUE_TYPES.has(type)) throw new Error(`wasm: value type ${hex(type)} is not understood`);
  return type;
}

export const u32 = (value) => {
  const bytes = [];
  do {
    const low = value & 0x7f;
    value >>>= 7;
    bytes.push(value ? low | 0x80 : low);
  } while (value);
  return bytes;
};

export const s32 = (value) => {
  for (const bytes = []; ; ) {
    const low = value & 0x7f;
    value >>= 7;
    if (value === (low & 0x40 ? -1 : 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
};

export const text = (string) => {
  const bytes = new TextEncoder().encode(string);
  return [...u32(bytes.length), ...bytes];
};

export const join = (parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
export const sized = (content) => join([u32(content.length), content]);
export const vec = (items) => join([u32(items.length), ...items]);
