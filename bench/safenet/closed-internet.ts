import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { type AddressInfo, connect, createServer, isIP, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { promisify } from "node:util";
import { dialOf } from "@/lib/safenet/cases";
import { openWorld, type World } from "@/lib/safenet/cases/world.fixture";
import { dnsName, givenCertificate } from "@/lib/safenet/certificate.fixture";

// Makes this process believe that it is on the internet: whatever it dials, below every library, is written down and led
// to a server on loopback; whatever it looks up is answered by the case that runs.

interface ClosedInternet {
  readonly world: World;
  /** What was dialled since the last time this was emptied, as address:port. */
  readonly dials: string[];
}

const TLS_HANDSHAKE = 0x16;

/** Closes the way out for good: there is none back, so each guard is tried in a process of its own. */
export async function closeInternet(): Promise<ClosedInternet> {
  const world = await openWorld();
  const front = await openFront(world);
  const ours: readonly number[] = [front, ...Object.values(world.ports)];
  const dials: string[] = [];
  redirectDials(front, (address, port) => {
    const isOurs = address === "127.0.0.1" && ours.includes(port);
    if (!isOurs) dials.push(dialOf(address.replace(/%.*$/, ""), port));
    return isOurs;
  });
  redirectLookups(world);
  return { world, dials };
}

/** Leads whatever this process dials to one port of loopback, for good. */
export function leadDialsTo(port: number): void {
  redirectDials(port, () => false);
}

/** One door for every site: a first byte tells whether the caller speaks TLS. */
async function openFront(world: World): Promise<number> {
  const tls = createTlsServer(givenCertificate([dnsName("example.com")], 2), (socket) =>
    join(socket, world.ports.https),
  );
  const front = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) tls.emit("connection", socket);
      else join(socket, world.ports.http);
    });
  });
  front.listen(0, "127.0.0.1").unref();
  await new Promise((done) => front.once("listening", done));
  return (front.address() as AddressInfo).port;
}

function join(socket: Socket, port: number): void {
  const site = connect(port, "127.0.0.1");
  for (const end of [socket, site]) end.on("error", () => {});
  socket.pipe(site).pipe(socket);
}

type ConnectHandle = (request: unknown, address: string, port: number) => number;

/** Below node:net, where literals and looked-up names have become one. */
function redirectDials(front: number, isOurs: (address: string, port: number) => boolean): void {
  const binding = Reflect.get(process, "binding") as (name: string) => {
    TCP: { prototype: Record<"connect" | "connect6", ConnectHandle> };
  };
  const handle = binding.call(process, "tcp_wrap").TCP.prototype;
  const original = handle.connect;
  const led: ConnectHandle = function led(this: unknown, request, address, port) {
    const target = isOurs(address, port) ? port : front;
    return original.call(this, request, "127.0.0.1", target);
  };
  handle.connect = led;
  handle.connect6 = led;
}

type LookupCallback = (error: Error | null, found?: unknown, family?: number) => void;

function redirectLookups(world: World): void {
  const lookup = (name: string, options: unknown, done?: LookupCallback): void => {
    const callback = done ?? (options as LookupCallback);
    const isAll =
      typeof options === "object" && options !== null && Reflect.get(options, "all") === true;
    try {
      const found = addressesOf(world, name);
      process.nextTick(() => {
        if (isAll) callback(null, found);
        else callback(null, found[0]?.address, found[0]?.family);
      });
    } catch (error) {
      process.nextTick(() => callback(error as Error));
    }
  };
  const promised = async (name: string, options: { all?: boolean } = {}): Promise<unknown> => {
    const found = addressesOf(world, name);
    return options.all === true ? found : found[0];
  };
  Object.assign(dns, { lookup: Object.assign(lookup, { [promisify.custom]: promised }) });
  Object.assign(dns.promises, { lookup: promised });
  syncBuiltinESMExports();
}

/** As getaddrinfo answers: a literal is itself, and no address is an error. */
function addressesOf(world: World, name: string): { address: string; family: number }[] {
  const found = isIP(name) === 0 ? world.resolve(name.toLowerCase().replace(/\.$/, "")) : [name];
  if (found.length === 0) throw Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
  return found.map((address) => ({ address, family: isIP(address) }));
}
