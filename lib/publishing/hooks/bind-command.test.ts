import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHookCommands } from "@/lib/platform/hook-commands";
import { bindCommand } from "./bind-command";

const COMMANDS = readHookCommands(
  JSON.stringify([
    { id: "deploy", command: "/usr/local/bin/deploy" },
    {
      id: "purge",
      command: "/usr/local/bin/purge",
      args: [
        "-v",
        { field: "zone", pattern: "[^ ]*" },
        { field: "tag", pattern: ".*", prefix: "--tag=" },
        "--",
        { field: "path", pattern: ".*" },
      ],
    },
  ]),
);
const bind = (...argv: string[]) => bindCommand(COMMANDS, argv);

describe("what a workspace fills in", () => {
  it("becomes one whole argument each, where the operator put it", () => {
    expect(bind("purge", "blog", "-x", "-rf")).toMatchObject({
      ok: true,
      args: ["-v", "blog", "--tag=-x", "--", "-rf"],
    });
    expect(bind("deploy")).toMatchObject({ ok: true, args: [] });
  });

  it.each([
    ["another program", ["rm"], "allows no program of this name"],
    ["no program", [], "allows no program of this name"],
    ["a path for a name", ["/usr/local/bin/purge"], "allows no program of this name"],
    ["too few values", ["purge", "blog"], "takes zone, tag, path"],
    ["too many values", ["deploy", "now"], "takes nothing"],
    ["an option", ["purge", "--help", "x", "y"], "may not begin with a dash"],
    ["another form", ["purge", "a b", "x", "y"], "does not have the form"],
    ["a NUL", ["purge", "blog", "a\0b", "y"], "control characters"],
    ["a line end", ["purge", "blog", "x", "a\nb"], "control characters"],
    ["an escape", ["purge", "blog", "x", "\u009b2J"], "control characters"],
    ["half a character", ["purge", "blog", "x", "\ud800"], "control characters"],
    ["more than 4 KiB", ["purge", "blog", "é".repeat(2_050), "y"], "longer than 4 KiB"],
  ])("is refused when it is %s", (_what, argv, why) => {
    const bound = bind(...argv);
    expect(bound.ok ? "accepted" : bound.why).toContain(why);
  });

  it("never adds an argument, makes an option or ends one early", () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, (zone, tag, path) => {
        const bound = bind("purge", zone, tag, path);
        if (!bound.ok) return;
        expect(bound.args).toEqual(["-v", zone, `--tag=${tag}`, "--", path]);
        expect(bound.args[1]?.startsWith("-")).toBe(false);
      }),
    );
  });
});
