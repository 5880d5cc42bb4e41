import { describe, expect, it } from "vitest";
import { type Command, findCommands, groupCommands } from "@/app/_ui/command";

function command(id: string, label: string, group: string, words = ""): Command {
  return { id, label, group, words, run: { kind: "link", href: "/" } };
}

const COMMANDS = [
  command("1", "Articles", "Go to"),
  command("2", "Money", "Go to", "wallet ledger"),
  command("3", "Create article", "Create"),
];
const ids = (query: string) => findCommands(COMMANDS, query).map(({ id }) => id);

describe("findCommands", () => {
  it.each([
    ["", ["1", "2", "3"]],
    ["art", ["1", "3"]],
    ["cre ART", ["3"]],
    ["ledg", ["2"]],
    ["rticle", []],
    ["article money", []],
  ])("finds by %j: %j", (query, found) => {
    expect(ids(query)).toEqual(found);
  });

  it("shows no more than a page of results", () => {
    const many = Array.from({ length: 100 }, (_, id) => command(String(id), "Same", "Go to"));
    expect(findCommands(many, "same").length).toBe(40);
  });
});

describe("groupCommands", () => {
  it("keeps the order of first appearance", () => {
    expect(groupCommands(COMMANDS).map(([group]) => group)).toEqual(["Go to", "Create"]);
  });
});
