const DEADLOCK = "40P01";

/**
 * How a statement ends: `accepted`, or the code of its error. Tests share a database, so one that locks whole tables may
 * meet another in a deadlock, which says nothing of the statement: it is sent again.
 */
export async function sqlStateOf(send: () => Promise<unknown>): Promise<string> {
  for (;;) {
    const state = await send().then(
      () => "accepted",
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
    if (state !== DEADLOCK) return state;
  }
}
