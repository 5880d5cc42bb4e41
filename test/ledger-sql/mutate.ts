/** One small change of the SQL, of a kind that a slip of the hand makes. */
export interface Mutant {
  /** Where it is, the line, what is changed to what, and which one of its like: "ledger.post | … | > → >= (2)". */
  readonly name: string;
  readonly text: string;
}

interface Operator {
  readonly pattern: RegExp;
  /** What may stand in the place of a match. */
  readonly changes: readonly ((found: string) => string)[];
}

const to =
  (text: string) =>
  (_found: string): string =>
    text;
const swap = (pattern: RegExp, ...texts: readonly string[]): Operator => ({
  pattern,
  changes: texts.map(to),
});

/** In the order in which they are tried. Each match of each of them is a mutant. */
const OPERATORS: readonly Operator[] = [
  // Comparisons and conditions
  swap(/(?<= )(?<!ERRCODE )=(?= (?!ANY))/g, "<>"),
  swap(/<>/g, "="),
  swap(/(?<= )<(?= )/g, "<=", ">="),
  swap(/(?<= )>(?= )/g, ">=", "<="),
  swap(/<=/g, "<", ">"),
  swap(/>=/g, ">", "<"),
  swap(/\bAND\b(?! \d| \(| CASE)/g, "OR"),
  swap(/\bOR\b(?! REPLACE)/g, "AND"),
  swap(/\bNOT EXISTS\b/g, "EXISTS"),
  swap(/\bIF NOT (?!FOUND)/g, "IF "),
  swap(/\bIF NOT FOUND\b/g, "IF FOUND", "IF false"),
  swap(/\bIF FOUND\b/g, "IF NOT FOUND", "IF false"),
  swap(/\bNOT IN\b/g, "IN"),
  swap(/(?<!NOT )\bIN \(/g, "NOT IN ("),
  swap(/\bNOT BETWEEN\b/g, "BETWEEN"),
  swap(/(?<!NOT )\bBETWEEN\b/g, "NOT BETWEEN"),
  swap(/\bIS NULL\b/g, "IS NOT NULL"),
  swap(/\bIS NOT NULL\b/g, "IS NULL"),
  swap(/\bIS DISTINCT FROM\b/g, "IS NOT DISTINCT FROM"),
  swap(/ IS NOT TRUE\b/g, " IS FALSE"),
  swap(/<@/g, "&&"),
  // Arithmetic
  swap(/(?<= )\+(?= )/g, "-"),
  swap(/(?<= )-(?= )/g, "+"),
  swap(/(?<= )\*(?= )/g, "+"),
  swap(/(?<=THEN |ELSE |, )-(?=\w)/g, "+"),
  swap(/(?<= )\|(?= )/g, "&"),
  swap(/(?<= )&(?= )/g, "|"),
  { pattern: /(?<![\w.$:'-])\d+(?![\w.'])/g, changes: [(found) => String(Number(found) + 1)] },
  // Texts
  { pattern: /'(?:[^'\\]|\\x)*'(?=::bytea)/g, changes: [(found) => `${found.slice(0, -1)}00'`] },
  {
    pattern: /'\{[\d,]+\}'/g,
    changes: [(found) => found.replace(/\d+/, (n) => String(Number(n) + 1))],
  },
  { pattern: /'[a-z_]+:?'/g, changes: [to("'other'")] },
  { pattern: /ERRCODE = '\w+'/g, changes: [to("ERRCODE = 'XX000'")] },
  swap(/\btrue\b/g, "false"),
  swap(/\bfalse\b/g, "true"),
  // Functions
  swap(/\bleast\(/g, "greatest("),
  swap(/\bmax\(/g, "min("),
  swap(/\bmin\(/g, "max("),
  swap(/\bsum\(/g, "max("),
  swap(/\bcount\(\*\)/g, "(count(*) + 1)"),
  swap(/\bbool_or\(/g, "bool_and("),
  swap(/\bcoalesce\(([\w.()]+), (?:0|c\.\w+|a\.\w+|s\.\w+|l\.\w+)\)/g, "NULL"),
  swap(/\boctet_length\(/g, "char_length("),
  // What is asked and in which order
  swap(/ FOR UPDATE\b/g, ""),
  swap(/ ON CONFLICT(?: \([^)]*\))? DO NOTHING\b/g, ""),
  swap(/ ORDER BY [\w., ]+(?=\)| LOOP|$)/gm, ""),
  swap(/\bLEFT JOIN\b/g, "JOIN"),
  swap(/\bFULL JOIN\b/g, "JOIN", "LEFT JOIN", "RIGHT JOIN"),
  swap(/\bUNION ALL\b/g, "UNION"),
  swap(/\bDISTINCT (?!FROM)/g, ""),
  swap(/\bFILTER \(WHERE ([^()]|\([^()]*\))*\)/g, ""),
  // Shape of the tables and rights
  swap(/ NOT NULL(?=[ ,\n])/g, ""),
  swap(/ DEFAULT [^,\n]+/g, ""),
  swap(/ PRIMARY KEY(?=,| \()/g, " UNIQUE"),
  swap(/ UNIQUE\b/g, " CHECK (true) --"),
  swap(/ REFERENCES [\w.]+/g, ""),
  swap(/ CHECK \(.*\)(?=;|,|$)/gm, ""),
  swap(/ SECURITY DEFINER\b/g, ""),
  swap(/ SET search_path = [\w, ]+(?=\n| AS)/g, ""),
  swap(/ WITH \(security_barrier\)/g, ""),
  swap(/\bUPDATE OR DELETE\b/g, "UPDATE", "DELETE"),
];

/** Whole statements that can be forgotten. */
const STATEMENTS =
  /^ *(?:PERFORM|RAISE|RETURN|UPDATE|INSERT|CREATE TRIGGER|CREATE INDEX|REVOKE|GRANT|v_\w+(?:\[[^\]]*\])? :=)(?:[^;']|'[^']*')*;/gm;
const IFS = /\b(IF|ELSIF) (?!NOT FOUND|FOUND)((?:[^;])*?) THEN$/gm;

/** All mutants of the SQL that is in force, in its order; what a later text replaces is left as it is. */
export function mutantsOf(sql: string): Mutant[] {
  const isFixed = fixedParts(sql);
  const found = [...operatorMatches(sql), ...statementMatches(sql)];
  const seen = new Map<string, number>();
  return found
    .filter(({ from, to: end, text }) => !isFixed(from, end) && sql.slice(from, end) !== text)
    .sort((one, other) => one.from - other.from)
    .map(({ from, to: end, text }) => {
      const name = nameOf(sql, from, sql.slice(from, end), text);
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return {
        name: times === 1 ? name : `${name} (${times})`,
        text: sql.slice(0, from) + text + sql.slice(end),
      };
    });
}

interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function operatorMatches(sql: string): Change[] {
  return OPERATORS.flatMap(({ pattern, changes }) =>
    [...sql.matchAll(pattern)].flatMap((match) =>
      changes.map((change) => ({
        from: match.index,
        to: match.index + match[0].length,
        text: change(match[0]),
      })),
    ),
  );
}

function statementMatches(sql: string): Change[] {
  const forgotten = [...sql.matchAll(STATEMENTS)].map(({ index, 0: statement }) => ({
    from: index,
    to: index + statement.length,
    text: /^ /.test(statement) ? " NULL;" : "",
  }));
  const decided = [...sql.matchAll(IFS)].flatMap(({ index, 0: all, 1: word = "" }) =>
    ["true", "false"].map((value) => ({
      from: index,
      to: index + all.length,
      text: `${word} ${value} THEN`,
    })),
  );
  return [...forgotten, ...decided];
}

/** Comments, words for people, settings of the planner, and functions that a later text replaces. */
function fixedParts(sql: string): (from: number, to: number) => boolean {
  const replaced = [...sql.matchAll(/^CREATE OR REPLACE FUNCTION (ledger\.\w+)\(/gm)];
  const bodies = replaced.flatMap(({ 1: name = "", index }) =>
    [...sql.matchAll(/^CREATE FUNCTION (ledger\.\w+)\((?:.|\n)*?^\$\$;$/gm)].filter(
      (body) => body[1] === name && body.index < index,
    ),
  );
  const parts = [
    ...sql.matchAll(/--.*$/gm),
    ...sql.matchAll(/RAISE EXCEPTION '[^']*'/g),
    ...sql.matchAll(/^ *SET plan_cache_mode.*?(?= AS)/gm),
    ...sql.matchAll(/ WITH \(fillfactor = \d+\)/g),
    ...bodies,
  ].map(({ index, 0: text }) => ({ from: index, to: index + text.length }));
  return (from, to) =>
    parts.some(
      (part) =>
        // A statement may hold a message; the message itself is left alone.
        part.from <= from && to <= part.to,
    );
}

function nameOf(sql: string, at: number, found: string, text: string): string {
  const before = sql.slice(0, at);
  const heads = [
    ...before.matchAll(
      /^CREATE (?:OR REPLACE )?(?:FUNCTION|TABLE|VIEW|TYPE|TRIGGER|DOMAIN) ([\w.]+)/gm,
    ),
  ];
  const line = sql.slice(before.lastIndexOf("\n") + 1, sql.indexOf("\n", at)).trim();
  const shown = (piece: string) => piece.replaceAll(/\s+/g, " ").trim();
  return `${heads.at(-1)?.[1] ?? "ledger"} | ${shown(line)} | ${shown(found)} → ${shown(text) || "nothing"}`;
}
