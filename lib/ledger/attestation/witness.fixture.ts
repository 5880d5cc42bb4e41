import { generateKeyPairSync, sign } from "node:crypto";
import { sha256 } from "@/lib/crypto/index";

/** A witness that signs whatever text it is given, with its time (c2sp.org/tlog-cosignature). */
export function witness(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const typed = Buffer.concat([Buffer.from([4]), raw]);
  const id = sha256(Buffer.concat([Buffer.from(`${name}\n`), typed])).subarray(0, 4);
  const vkey = `${name}+${id.toString("hex")}+${typed.toString("base64")}`;
  /** Key id, time and signature, in base64. */
  const signText = (text: string): string => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(1_767_600_000n);
    const message = Buffer.from(`cosignature/v1\ntime 1767600000\n${text}`);
    return Buffer.concat([id, time, sign(null, message, privateKey)]).toString("base64");
  };
  const cosign = (checkpoint: string): string => {
    const text = checkpoint.slice(0, checkpoint.lastIndexOf("\n\n") + 1);
    return `${checkpoint}— ${name} ${signText(text)}\n`;
  };
  return { name, vkey, signText, cosign };
}
