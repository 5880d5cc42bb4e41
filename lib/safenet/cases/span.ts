// Arithmetic of addresses as whole numbers: slow and plain, and none of it is what the guard itself does.

/** The first and the last address of a block. */
export interface Span {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads a block: IPv4, or IPv6 with `::` in it. */
export function spanOf(cidr: string): Span {
  const [ip = "", prefix = ""] = cidr.split("/");
  const bits = ip.includes(":") ? 128 : 32;
  const first = bits === 32 ? v4Number(ip) : v6Number(ip);
  return { bits, first, last: first + (1n << BigInt(bits - Number(prefix))) - 1n };
}

/** An address as text; IPv6 with all eight groups. */
export function addressText(value: bigint, bits: 32 | 128): string {
  return bits === 32
    ? [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join(".")
    : [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n]
        .map((shift) => ((value >> shift) & 0xffffn).toString(16))
        .join(":");
}

function v4Number(ip: string): bigint {
  return ip.split(".").reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function v6Number(ip: string): bigint {
  const [head = "", tail = ""] = ip.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}
