import { sha256 } from "@/lib/crypto";
import { formatId } from "@/lib/platform/id";
import { uuidBytes } from "./record";

/**
 * The id of a transaction that is named by a text, such as `stripe:<event>`: the same name in the same workspace is the
 * same transaction. A UUID of version 8, name-based on SHA-256 (RFC 9562, section 5.8); `ledger.derive_id` in SQL.
 */
export function deriveId(workspaceId: string, name: string): string {
  const bytes = sha256(
    Buffer.concat([Buffer.from("AII-1"), uuidBytes(workspaceId), Buffer.from(name)]),
  ).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return formatId(bytes);
}
