import { type Block, blocksOf } from "@/lib/markdown";

/** The web addresses of an article's links and images, each once, without fragments. */
export function linksToCheck(markdown: string): string[] {
  const addresses = blocksOf(markdown).map(addressOf);
  return [...new Set(addresses.filter((address) => address !== undefined))];
}

/** The address that is called to see whether a link or an image still works. */
export function addressOf(block: Block): string | undefined {
  if (block.kind !== "link" && block.kind !== "image") return undefined;
  if (!/^https?:\/\//i.test(block.url) || !URL.canParse(block.url)) return undefined;
  const url = new URL(block.url);
  url.hash = "";
  return url.href;
}
