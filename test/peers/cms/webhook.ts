import { createHmac } from "node:crypto";
import {
  type CmsPeer,
  jsonObject,
  type PeerReply,
  type PeerRequest,
  startPeer,
} from "./peer-server";

export interface WebhookPeer extends CmsPeer {
  readonly secret: string;
  /** Messages with a right signature, each id once. */
  readonly received: { id: string; type: string; data: Record<string, unknown> }[];
}

const KEY = Buffer.from("a key of the receiver that is 32!", "utf8");
const SECRET = `whsec_${KEY.toString("base64")}`;
const TOLERANCE_SECONDS = 300;

/** Plays a receiver after the Standard Webhooks rules: signature, time, and each message once. */
export async function startWebhookPeer(): Promise<WebhookPeer> {
  const received: WebhookPeer["received"] = [];
  const handle = (request: PeerRequest): PeerReply => {
    if (!isSigned(request)) return { status: 401, body: { error: "signature" } };
    const id = String(request.headers["webhook-id"]);
    if (!received.some((message) => message.id === id)) {
      const { type, data } = jsonObject(request.body);
      received.push({ id, type: String(type), data: jsonObject(JSON.stringify(data)) });
    }
    return { status: 204 };
  };
  const peer = await startPeer(handle);
  return { ...peer, secret: SECRET, received };
}

function isSigned({ headers, body }: PeerRequest): boolean {
  const timestamp = String(headers["webhook-timestamp"]);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const text = `${String(headers["webhook-id"])}.${timestamp}.${body}`;
  const mac = createHmac("sha256", KEY).update(text).digest("base64");
  return headers["webhook-signature"] === `v1,${mac}`;
}
