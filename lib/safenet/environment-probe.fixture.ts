import { connect } from "node:tls";
import { Agent, request, setGlobalDispatcher } from "undici";
import { createSafenet, parseOperatorRules, SafenetError } from "./index";

// Run as a process of its own: says what becomes of calls to two servers, by plain clients and by safenet.

class Hijacker extends Agent {
  override dispatch(): boolean {
    throw new Error("hijacked");
  }
}

const outcomeOf = async (call: () => Promise<string>): Promise<string> => {
  try {
    return await call();
  } catch (error) {
    return error instanceof SafenetError ? error.code : String(error);
  }
};

function connectTls(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      socket.destroy();
      resolve("connected");
    });
  });
}

async function probe(port: number, tlsPort: number): Promise<Record<string, string>> {
  const url = `http://127.0.0.1:${port}/`;
  const net = createSafenet({ operator: parseOperatorRules("127.0.0.1:*"), audit: () => {} });
  const guarded = (address: string) =>
    outcomeOf(async () => (await net.safeFetch(address, { purpose: "source-fetch" })).text());
  const plainFetch = await outcomeOf(async () => (await fetch(url)).text());
  const plainTls = await outcomeOf(() => connectTls(tlsPort));
  setGlobalDispatcher(new Hijacker());
  const plainRequest = await outcomeOf(async () => (await request(url)).body.text());
  return {
    plainFetch,
    plainTls,
    plainRequest,
    http: await guarded(url),
    https: await guarded(`https://127.0.0.1:${tlsPort}/`),
    inside: await guarded("http://10.0.0.1/"),
  };
}

const [port = "", tlsPort = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await probe(Number(port), Number(tlsPort))));
