import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createApiClient } from "@/app/_ui/api-client";
import { problemSentence, toProblem } from "@/app/_ui/api-problem";

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server | undefined;

async function serve(handler: Handler): Promise<string> {
  const started = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => handler(request, response, body));
  });
  server = started;
  started.listen(0, "127.0.0.1");
  await once(started, "listening");
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

const post = { method: "POST", path: "/things", body: { a: 1 } } as const;

describe("the client of the API, when things go wrong", () => {
  it("tells a plain sentence when nobody answers", async () => {
    const origin = await serve((_, response) => response.destroy());
    const answer = await createApiClient({ origin }).send(post);
    expect(answer).toMatchObject({ ok: false, problem: { code: "network", status: 0 } });
  });

  it("stops waiting, and says that the work may still go on", async () => {
    const origin = await serve(() => undefined);
    const answer = await createApiClient({ origin, timeoutMs: 50 }).send(post);
    expect(answer).toMatchObject({ ok: false, problem: { code: "timeout" } });
  });

  it("tells being stopped by the page from a lost connection", async () => {
    const origin = await serve(() => undefined);
    const signal = AbortSignal.abort();
    const answer = await createApiClient({ origin }).send({ ...post, signal });
    expect(answer).toMatchObject({ ok: false, problem: { code: "aborted" } });
  });

  it("reads problem details with their fields, request id and wait", async () => {
    const origin = await serve((_, response) => {
      response.writeHead(422, { "Content-Type": "application/problem+json", "Retry-After": "90" });
      const errors = [{ path: "brief.topic", message: "Too long." }, { path: 5 }, "junk"];
      response.end(
        JSON.stringify({
          title: "No.",
          detail: "Why.",
          code: "unprocessable",
          request_id: "r",
          errors,
        }),
      );
    });
    const answer = await createApiClient({ origin }).send(post);
    expect(answer).toEqual({
      ok: false,
      problem: {
        type: "about:blank",
        title: "No.",
        detail: "Why.",
        status: 422,
        code: "unprocessable",
        requestId: "r",
        retryAfterSeconds: 90,
        errors: [{ path: "brief.topic", message: "Too long." }],
      },
    });
  });

  it.each([
    [502, "<html>Bad gateway</html>"],
    [200, "<html>Sign in to the hotel network</html>"],
    [500, "[]"],
  ])("does not understand a %d with %j, and says so", async (status, text) => {
    const origin = await serve((_, response) => response.writeHead(status).end(text));
    const answer = await createApiClient({ origin }).send(post);
    expect(answer).toMatchObject({ ok: false, problem: { code: "unexpected_answer", status } });
  });

  it("turns data that does not parse into a problem", async () => {
    const origin = await serve((_, response) => response.end("{}"));
    const answer = await createApiClient({ origin }).ask(post, () => {
      throw new Error("not that shape");
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: "unexpected_answer" } });
  });
});

describe("the client of the API", () => {
  it("sends JSON below /api/v1 with a key of its own for each POST", async () => {
    const keys: unknown[] = [];
    const origin = await serve((request, response, body) => {
      keys.push(request.headers["idempotency-key"]);
      response.end(
        JSON.stringify({ url: request.url, type: request.headers["content-type"], body }),
      );
    });
    const client = createApiClient({ origin });
    const answer = await client.send(post);
    await client.send(post);
    await client.send({ ...post, idempotencyKey: "mine" });
    expect(answer).toMatchObject({
      ok: true,
      data: { url: "/api/v1/things", type: "application/json", body: '{"a":1}' },
    });
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe("mine");
  });

  it("sends no key with other methods, and takes an answer without a body", async () => {
    let key: unknown = "none was read";
    const origin = await serve((request, response) => {
      key = request.headers["idempotency-key"];
      response.writeHead(204, { "Idempotent-Replayed": "true" }).end();
    });
    const answer = await createApiClient({ origin }).send({ method: "DELETE", path: "/things/1" });
    expect(answer).toEqual({ ok: true, status: 204, data: undefined, isReplayed: true });
    expect(key).toBeUndefined();
  });
});

describe("problemSentence", () => {
  it.each([
    ["1", "No. You can try again in a second."],
    ["90", "No. You can try again in 90 seconds."],
    ["600", "No. You can try again in 10 minutes."],
    [null, "No."],
  ])("with a wait of %s reads: %s", (wait, sentence) => {
    expect(problemSentence(toProblem(429, { title: "No." }, wait))).toBe(sentence);
  });
});
