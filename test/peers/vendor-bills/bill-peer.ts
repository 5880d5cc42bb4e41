import {
  type CmsPeer,
  type PeerReply,
  type PeerRequest,
  startPeer,
} from "@/test/peers/cms/peer-server";

const DAY_MS = 24 * 60 * 60_000;

/** What a vendor has on its books, and how it goes wrong. */
export interface BillBook {
  /** US dollars as decimal text, by UTC day. */
  readonly spent: Map<string, readonly string[]>;
  currency: string;
  /** Nothing is billed yet from this day on; null: all is. */
  billedUntil: string | null;
  /** A day that stands in the bill twice. */
  twice: string | null;
  /** A day that is left out, as if the page with it were lost. */
  missing: string | null;
  /** Says that there is another page, and not where. */
  losesPages: boolean;
  /** The answer stops in the middle. */
  isTruncated: boolean;
  /** How far its clock is ahead of ours. */
  aheadMs: number;
  /** Days, or transactions, on a page. */
  pageMax: number;
}

export interface BillPeer extends CmsPeer {
  readonly book: BillBook;
}

export interface BillPeerOptions {
  readonly port?: number;
  readonly now?: () => Date;
}

/** A vendor's billing interface on a loopback port. `handle` answers with JSON text, as its numbers are to be written. */
export async function startBillPeer(
  handle: (request: PeerRequest, book: BillBook) => PeerReply | Promise<PeerReply>,
  { port = 0, now = () => new Date() }: BillPeerOptions = {},
): Promise<BillPeer> {
  const book: BillBook = {
    spent: new Map(),
    currency: "USD",
    billedUntil: null,
    twice: null,
    missing: null,
    losesPages: false,
    isTruncated: false,
    aheadMs: 0,
    pageMax: 1000,
  };
  const peer = await startPeer(async (request) => {
    const reply = await handle(request, book);
    const text = typeof reply.body === "string" ? reply.body : "";
    return {
      ...reply,
      headers: {
        "content-type": "application/json",
        date: new Date(now().getTime() + book.aheadMs).toUTCString(),
        ...reply.headers,
      },
      body: book.isTruncated ? text.slice(0, text.length / 2) : text,
    };
  }, port);
  return Object.assign(peer, { book });
}

export const json = (body: object, status = 200): PeerReply => ({
  status,
  body: JSON.stringify(body),
});

/** The days from one on and before another, as the vendor tells of them: late, twice, or with one missing. */
export function toldDays(book: BillBook, from: Date, until: Date): string[] {
  const days: string[] = [];
  for (let time = from.getTime(); time < until.getTime(); time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10);
    if (book.billedUntil !== null && day >= book.billedUntil) continue;
    if (day === book.missing) continue;
    days.push(day, ...(day === book.twice ? [day] : []));
  }
  return days;
}

/** A page of a list, by a token that is the place where it begins. */
export function pageOf<Item>(
  items: readonly Item[],
  token: string | null,
  limit: number,
  book: BillBook,
): { data: Item[]; has_more: boolean; next_page: string | null } {
  const start = token === null ? 0 : Number(token.replace("page_", ""));
  const end = start + Math.min(limit, book.pageMax);
  const hasMore = end < items.length;
  return {
    data: items.slice(start, end),
    has_more: hasMore || book.losesPages,
    next_page: hasMore && !book.losesPages ? `page_${end}` : null,
  };
}
