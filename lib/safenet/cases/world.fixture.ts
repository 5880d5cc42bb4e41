import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type DnsAnswer, PUBLIC_IP, type SafenetCase } from "./case";

// Plays the internet for one case after the other: name servers that answer as the case says, and two servers on loopback
// that stand for every site, without TLS both of them.

/** One request as it arrived. */
export interface SeenRequest {
  readonly host: string;
  readonly text: string;
}

export interface World {
  /** Where sites listen: those of http, and those of https behind their TLS. */
  readonly ports: Readonly<Record<"http" | "https", number>>;
  /** What has arrived since the case began. */
  readonly seen: SeenRequest[];
  begin(one: SafenetCase): void;
  /** The next answer of the name servers. Throws an Error with the code of a Node DNS error. */
  resolve(name: string): string[];
  close(): Promise<void>;
}

/** Closed after each answer, so that a client with a pool dials anew for the next case. */
const EMPTY = ["content-length", "0", "connection", "close"];

/** Opens the servers. */
export async function openWorld(): Promise<World> {
  const seen: SeenRequest[] = [];
  const looks = new Map<string, number>();
  let current: SafenetCase | undefined;
  const answer =
    (scheme: "http" | "https"): RequestListener =>
    (request, response) => {
      const host = request.headers.host ?? "";
      seen.push({ host, text: request.rawHeaders.join("\n") });
      const page = current?.site?.[`${scheme}://${host}${request.url}`];
      const locations = (page?.locations ?? []).flatMap((location) => ["location", location]);
      response.writeHead(page?.status ?? 200, [...locations, ...EMPTY]).end();
    };
  const servers = { http: createServer(answer("http")), https: createServer(answer("https")) };
  return {
    ports: { http: await listen(servers.http), https: await listen(servers.https) },
    seen,
    begin: (one) => {
      current = one;
      looks.clear();
      seen.length = 0;
    },
    resolve: (name) => {
      const answers = current?.dns?.[name] ?? [[PUBLIC_IP]];
      const look = looks.get(name) ?? 0;
      looks.set(name, look + 1);
      return given(answers[Math.min(look, answers.length - 1)] ?? []);
    },
    close: async () => {
      for (const server of Object.values(servers)) {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function given(answer: DnsAnswer): string[] {
  if (typeof answer === "string") throw Object.assign(new Error(answer), { code: answer });
  return [...answer];
}
