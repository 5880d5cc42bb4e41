import type { RealWordPress } from "./types";

/** A call about posts as a person's tools make it: the administrator's. `path` follows the posts' address. @throws Error when WordPress refuses */
export async function callWordPress(
  { url, administrator }: RealWordPress,
  method: "GET" | "POST" | "DELETE",
  path: string,
  fields?: unknown,
): Promise<Response> {
  const { username, password } = administrator;
  const basic = Buffer.from(`${username}:${password}`).toString("base64");
  const answer = await fetch(`${url}/wp-json/wp/v2/posts${path}`, {
    method,
    headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
    ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
  });
  if (!answer.ok) throw new Error(`WordPress: ${answer.status} ${await answer.text()}`);
  return answer;
}
