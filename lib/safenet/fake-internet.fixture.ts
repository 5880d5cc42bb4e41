import type { Socket } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import type { DialTarget, SafenetDeps } from "./index";

/** One answer of the name servers: addresses, or the error of the look-up. */
type DnsAnswer = readonly string[] | { readonly error: string };

/** What a server answers instead of 200. `location` is the header's text; a list sends it several times. */
export interface RedirectAnswer {
  readonly status: number;
  readonly location?: string | readonly string[];
}

/** One request that arrived at a server of the fake internet. */
export interface Arrival {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface FakeInternet {
  readonly deps: SafenetDeps;
  readonly asked: string[];
  readonly dialled: DialTarget[];
  readonly arrivals: Arrival[];
}

/** Name servers and web servers without a network. Whatever is dialled answers, by the URL that it is asked for. */
export function givenInternet(
  dns: Readonly<Record<string, readonly DnsAnswer[]>>,
  redirects: Readonly<Record<string, RedirectAnswer>>,
): FakeInternet {
  const asked: string[] = [];
  const dialled: DialTarget[] = [];
  const arrivals: Arrival[] = [];
  const resolve = (name: string): Promise<string[]> => {
    const answers = dns[name] ?? [{ error: "ENOTFOUND" }];
    const turn = asked.filter((one) => one === name).length;
    asked.push(name);
    const answer = answers[turn] ?? answers.at(-1) ?? [];
    if ("error" in answer) {
      return Promise.reject(Object.assign(new Error(answer.error), { code: answer.error }));
    }
    return Promise.resolve([...answer]);
  };
  const connect = (target: DialTarget): Promise<Socket> => {
    dialled.push(target);
    const [near, far] = duplexPair();
    serve(far, target, (arrival) => {
      arrivals.push(arrival);
      return redirects[arrival.url];
    });
    // The HTTP client uses of a socket what every stream has.
    return Promise.resolve(near as unknown as Socket);
  };
  return { deps: { resolve, connect }, asked, dialled, arrivals };
}

function serve(
  stream: Duplex,
  target: DialTarget,
  answer: (arrival: Arrival) => RedirectAnswer | undefined,
): void {
  stream.on("error", () => {});
  stream.once("data", (chunk: Buffer) => {
    const [line = "", ...rest] = chunk.toString("latin1").split("\r\n");
    const [method = "", path = ""] = line.split(" ");
    const headers = Object.fromEntries(
      rest.filter((one) => one.includes(": ")).map((one) => one.split(": ", 2)),
    ) as Record<string, string>;
    const scheme = target.tls ? "https" : "http";
    const found = answer({ url: `${scheme}://${headers["host"]}${path}`, method, headers });
    const { status = 200, location = [] } = found ?? {};
    const locations = [location].flat().map((one) => `location: ${one}\r\n`);
    const head = `HTTP/1.1 ${status} X\r\n${locations.join("")}content-length: 0\r\n\r\n`;
    stream.write(Buffer.from(head, "utf8"));
  });
}
