import dns from "node:dns";
import { appendFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { basename } from "node:path";

// Loaded into the processes of the product before their first line: notes whatever dials past the guard. The guard
// opens sockets to judged addresses and looks names up with a resolver of its own, so none of these is its way out.

const { DIALS_FILE, DIALS_OPEN = "", DATABASE_APP_URL } = process.env;
const name = basename(process.argv[1] ?? "node");

function note(line) {
  appendFileSync(DIALS_FILE, `${line}\n`);
}

/** Where a call came from, in one line. */
function caller() {
  const { stack = "" } = new Error("dialled");
  return stack.split("\n").slice(3, 9).join(" < ").replaceAll(/\s+/g, " ");
}

function watch(object, method) {
  const original = object[method];
  object[method] = function watched(...input) {
    const [target] = input;
    const where = target?.hostname ?? target?.host ?? target?.url ?? target;
    // A server that listens asks for its own literal address, which is no question to anybody.
    if (!net.isIP(where)) note(`past the guard: ${name} ${method} ${String(where)} ${caller()}`);
    return Reflect.apply(original, this, input);
  };
}

function watchSockets() {
  // What is neither the database nor a peer of the journeys is nobody's to open.
  const open = new Set([...DIALS_OPEN.split(","), new URL(DATABASE_APP_URL).port]);
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function watched(...input) {
    const [first] = Array.isArray(input[0]) ? input[0] : input;
    const { port = first, path } = Object(first);
    if (path === undefined && !open.has(String(port)))
      note(`past the guard: ${name} connect ${JSON.stringify(first)} ${caller()}`);
    return Reflect.apply(connect, this, input);
  };
}

// The starter has no database yet; the server and the workers do.
if (DATABASE_APP_URL !== undefined) {
  watch(globalThis, "fetch");
  for (const module of [http, https])
    for (const method of ["request", "get"]) watch(module, method);
  for (const module of [dns, dns.promises])
    for (const method of ["lookup", "resolve", "resolve4", "resolve6"]) watch(module, method);
  watchSockets();
  syncBuiltinESMExports();
  note(`watched: ${name}`);
}
