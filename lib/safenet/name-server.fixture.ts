import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import ipaddr from "ipaddr.js";

// A name server on the loopback interface that speaks the protocol itself (RFC 1035), so that what it says can be wrong.

/** One record of an answer. The owner is the asked name unless `owner` says otherwise. */
export type DnsRecord =
  | { readonly address: string; readonly owner?: string }
  | { readonly alias: string; readonly owner?: string };

/** Records, a response code such as 3 (no such name), or whatever bytes follow the id of the query. */
export type DnsReply = readonly DnsRecord[] | number | Buffer;

/** What is said to "A name" and "AAAA name", one reply for each query; the last is said again. Else it is silent. */
export type Zone = Readonly<Record<string, readonly DnsReply[]>>;

const A = 1;
const CNAME = 5;
const AAAA = 28;

const open: Socket[] = [];

export function closeNameServers(): void {
  for (const socket of open.splice(0)) socket.close();
}

export async function givenNameServer(zone: Zone): Promise<{ server: string; asked: string[] }> {
  const asked: string[] = [];
  const socket = createSocket("udp4");
  open.push(socket);
  socket.on("message", (query, peer) => {
    const { name, type, end } = readQuestion(query);
    const question = `${type === AAAA ? "AAAA" : "A"} ${name}`;
    const turn = asked.filter((one) => one === question).length;
    asked.push(question);
    const replies = zone[question] ?? [];
    const reply = replies[turn] ?? replies.at(-1);
    if (reply !== undefined) socket.send(answerTo(query, end, reply), peer.port, peer.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size > 0; size = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + size).toString());
    at += size + 1;
  }
  return { name: labels.join("."), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(query: Buffer, end: number, reply: DnsReply): Buffer {
  if (Buffer.isBuffer(reply)) return Buffer.concat([query.subarray(0, 2), reply]);
  const records = typeof reply === "number" ? [] : reply;
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(0x8180 | (typeof reply === "number" ? reply : 0), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, query.subarray(12, end), ...records.map(encodeRecord)]);
}

function encodeRecord(record: DnsRecord): Buffer {
  // Without an owner: a pointer to the name in the question.
  const owner = record.owner === undefined ? Buffer.from([0xc0, 12]) : encodeName(record.owner);
  const [type, data] =
    "alias" in record
      ? [CNAME, encodeName(record.alias)]
      : [
          record.address.includes(":") ? AAAA : A,
          Buffer.from(ipaddr.parse(record.address).toByteArray()),
        ];
  const middle = Buffer.from([0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([owner, middle, data]);
}

function encodeName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}
