import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const time = (offsetDays: number): Buffer => {
  const iso = new Date(Date.now() + offsetDays * 86_400_000).toISOString();
  return der(0x18, Buffer.from(`${iso.slice(0, 19).replace(/[-:T]/g, "")}Z`));
};

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate (RFC 5280) made on the spot, so that no key lies in the repository. */
export function givenCertificate(names: readonly Buffer[], validDays: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaSha256 = der(0x30, hex("06082a8648ce3d040302"));
  const name = der(0x30, der(0x31, der(0x30, hex("0603550403"), der(0x0c, Buffer.from("peer")))));
  const altNames = der(0x30, hex("0603551d11"), der(0x04, der(0x30, ...names)));
  const basic = der(0x30, hex("0603551d13"), hex("0101ff"), der(0x04, hex("30030101ff")));
  const body = der(
    0x30,
    der(0xa0, hex("020102")),
    hex("020101"),
    ecdsaSha256,
    name,
    der(0x30, time(-2), time(validDays)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, altNames, basic)),
  );
  const signature = der(0x03, hex("00"), sign("sha256", body, privateKey));
  const base64 = der(0x30, body, ecdsaSha256, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}
export const dnsName = (name: string): Buffer => der(0x82, Buffer.from(name));
export const ipName = (...bytes: number[]): Buffer => der(0x87, Buffer.from(bytes));
