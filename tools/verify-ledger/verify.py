#!/usr/bin/env python3
"""Checks the books of a workspace, as docs/ledger.md says. Written from that text, with Python's standard library.

    python3 verify.py --chain chain.bin --receipt receipt.tlog-proof --key keys.txt
        [--kept old-checkpoint --consistency file]

--key may be given twice: a verifier key, and keys.txt. Signatures of witnesses (part 9) are not checked.
Exit codes: 0 everything holds, 1 something contradicts, 2 a file is not what it should be, 3 wrongly called.
"""

import argparse
import base64
import binascii
import hashlib
import re
import struct
import sys

TEXT_MAX = 100_000
PROOF_MAX = 63
SPKI_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")


class Unreadable(Exception):
    """A file is not what it should be."""


class Contradiction(Exception):
    """The files are well-formed, and something does not hold."""


def readable(is_true, text):
    if not is_true:
        raise Unreadable(text)


def hold(is_true, text):
    if not is_true:
        raise Contradiction(text)


def sha256(data):
    return hashlib.sha256(data).digest()


def decode_base64(text):
    """Base64 in its canonical form, or None."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def decode_decimal(text):
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text, re.ASCII):
        return None
    return int(text) if int(text) < 2**53 else None


# ---- Parts 2 and 3: the chain


class Chain:
    def __init__(self, workspace):
        self.workspace = workspace
        self.hashes = []
        self.balances = {}


def read_chain(data):
    readable(len(data) >= 29 and data[:5] == b"AIC-1", "The chain file does not begin as one.")
    chain = Chain(data[5:21])
    (said,) = struct.unpack(">q", data[21:29])
    at = 29
    previous = bytes(32)
    while at < len(data):
        at, previous = read_record(data, at, chain, previous)
    readable(said == len(chain.hashes), f"The chain file says {said} transactions and holds {len(chain.hashes)}.")
    return chain


def read_record(data, at, chain, previous):
    seq = len(chain.hashes) + 1
    damaged = f"Transaction {seq} of the chain file is damaged."
    readable(at + 4 <= len(data), damaged)
    (length,) = struct.unpack(">i", data[at : at + 4])
    record = data[at + 4 : at + 4 + length]
    readable(length >= 32 + 2 + 4 + 2 + 12 + 32 and len(record) == length, damaged)
    number, transaction_id, created, _kind, memo_length = struct.unpack(">q16sqhi", record[:38])
    end = length - 32
    lines_at = 38 + memo_length
    readable(number == seq and memo_length >= 0 and lines_at + 2 <= end, damaged)
    try:
        record[38:lines_at].decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(damaged) from None
    (count,) = struct.unpack(">h", record[lines_at : lines_at + 2])
    readable(count >= 1 and lines_at + 2 + 12 * count == end, damaged)
    for debit, credit, amount in struct.iter_unpack(">hhq", record[lines_at + 2 : end]):
        readable(debit != credit and amount > 0, damaged)
        chain.balances[debit] = chain.balances.get(debit, 0) - amount
        chain.balances[credit] = chain.balances.get(credit, 0) + amount
    body = sha256(b"AIB-1" + record[32:end])
    link = struct.pack(">q16sq", seq, transaction_id, created)
    digest = sha256(b"AIT-1" + previous + chain.workspace + link + body)
    hold(digest == record[end:], f"Transaction {seq} was changed, or one before it was.")
    chain.hashes.append(digest)
    return at + 4 + length, digest


# ---- Part 4: the log


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def split(length):
    """The largest power of two below a length of at least 2."""
    return 1 << ((length - 1).bit_length() - 1)


def root_of_inclusion(digest, index, size, proof):
    """The root that a proof leads to, or None for a proof of another length (RFC 9162, 2.1.3)."""
    if size == 1:
        return digest if not proof else None
    if not proof:
        return None
    middle = split(size)
    if index < middle:
        left = root_of_inclusion(digest, index, middle, proof[:-1])
        return left and node_hash(left, proof[-1])
    right = root_of_inclusion(digest, index - middle, size - middle, proof[:-1])
    return right and node_hash(proof[-1], right)


def roots_of_consistency(old_root, old, size, proof, is_left_edge):
    """The two roots that a proof leads to, or None (RFC 9162, 2.1.4)."""
    if old == size:
        if is_left_edge:
            return (old_root, old_root) if not proof else None
        return (proof[0], proof[0]) if len(proof) == 1 else None
    if not proof:
        return None
    middle = split(size)
    if old <= middle:
        roots = roots_of_consistency(old_root, old, middle, proof[:-1], is_left_edge)
        return roots and (roots[0], node_hash(roots[1], proof[-1]))
    roots = roots_of_consistency(old_root, old - middle, size - middle, proof[:-1], False)
    return roots and (node_hash(proof[-1], roots[0]), node_hash(proof[-1], roots[1]))


def is_consistent(older, newer, proof):
    if older.size == newer.size:
        return not proof and older.root == newer.root
    if older.size == 0:
        return not proof and older.root == sha256(b"")
    roots = roots_of_consistency(older.root, older.size, newer.size, proof, True)
    return roots == (older.root, newer.root)


# ---- Part 5: checkpoints and keys


class Checkpoint:
    def __init__(self, text, origin, size, root, signatures):
        self.text = text
        self.origin = origin
        self.size = size
        self.root = root
        self.signatures = signatures


def parse_checkpoint(whole, what):
    wrong = f"{what} is not one: it is another file, or was changed."
    readable(len(whole) <= TEXT_MAX and not re.search(r"[\x00-\x09\x0b-\x1f]", whole), wrong)
    end = whole.rfind("\n\n")
    readable(end >= 0 and whole.endswith("\n"), wrong)
    signatures = []
    for line in whole[end + 2 : -1].split("\n"):
        found = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        data = decode_base64(found[2]) if found else None
        readable(data is not None and len(data) > 4, wrong)
        signatures.append((found[1], data[:4], data[4:]))
    text = whole[: end + 1]
    lines = text.split("\n")
    readable(len(lines) == 4 and lines[0] != "" and lines[3] == "", wrong)
    size, root = decode_decimal(lines[1]), decode_base64(lines[2])
    readable(size is not None and root is not None and len(root) == 32, wrong)
    return Checkpoint(text, lines[0], size, root, signatures)


class Key:
    def __init__(self, vkey, name, key_id, point):
        self.vkey = vkey
        self.name = name
        self.id = key_id
        self.point = point


def parse_key(vkey):
    """A verifier key of a log, or None."""
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", vkey)
    data = decode_base64(found[3]) if found else None
    if data is None or len(data) != 92 or data[:28] != b"\2" + SPKI_PREFIX + b"\4":
        return None
    if sha256(data[1:])[:4].hex() != found[2]:
        return None
    point = (int.from_bytes(data[28:60], "big"), int.from_bytes(data[60:], "big"))
    return Key(vkey, found[1], data and sha256(data[1:])[:4], point)


# ---- ECDSA on P-256 (FIPS 186-5, SEC 1), in integers: nothing here is secret

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def double(point):
    """Twice a point (X, Y, Z) that stands for (X / Z^2, Y / Z^3); Z is 0 at infinity."""
    x, y, z = point
    square = y * y % P
    s = 4 * x * square % P
    m = 3 * (x - z * z) * (x + z * z) % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * square * square) % P, 2 * y * z % P


def add(one, other):
    """The sum of two points in the same form."""
    if one[2] == 0 or other[2] == 0:
        return other if one[2] == 0 else one
    (x1, y1, z1), (x2, y2, z2) = one, other
    u1, u2 = x1 * z2 * z2 % P, x2 * z1 * z1 % P
    s1, s2 = y1 * z2 * z2 * z2 % P, y2 * z1 * z1 * z1 % P
    if u1 == u2:
        return double(one) if s1 == s2 else (1, 1, 0)
    h, r = u2 - u1, s2 - s1
    x3 = (r * r - h * h * h - 2 * u1 * h * h) % P
    return x3, (r * (u1 * h * h - x3) - s1 * h * h * h) % P, h * z1 * z2 % P


def multiply_both(u1, one, u2, other):
    """u1 times one point and u2 times another, added."""
    both = add(one, other)
    total = (1, 1, 0)
    for bit in reversed(range(256)):
        total = double(total)
        chosen = (u1 >> bit & 1) + 2 * (u2 >> bit & 1)
        if chosen:
            total = add(total, (None, one, other, both)[chosen])
    return total


def is_on_curve(point):
    x, y = point
    return x < P and y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0


def parse_der(der):
    """The two numbers of a signature in strict DER, or None."""
    if len(der) < 8 or der[0] != 0x30 or der[1] != len(der) - 2:
        return None
    numbers = []
    at = 2
    for _ in range(2):
        if at + 2 > len(der) or der[at] != 0x02:
            return None
        value = der[at + 2 : at + 2 + der[at + 1]]
        if len(value) != der[at + 1] or not value or value[0] >= 0x80:
            return None
        if value[0] == 0 and (len(value) == 1 or value[1] < 0x80):
            return None
        numbers.append(int.from_bytes(value, "big"))
        at += 2 + len(value)
    return numbers if at == len(der) else None


def is_signature(key, text, der):
    numbers = parse_der(der)
    if numbers is None or not is_on_curve(key.point):
        return False
    r, s = numbers
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(sha256(text.encode("utf-8")), "big")
    inverse = pow(s, -1, N)
    x, _, z = multiply_both(digest * inverse % N, (*G, 1), r * inverse % N, (*key.point, 1))
    return z != 0 and x * pow(z, -2, P) % P % N == r


# ---- Part 6: which keys to trust


class Trust:
    def __init__(self, key, start, end):
        self.key = key
        self.start = start
        self.end = end


def trust_keys(given):
    lists = [text for text in given if text.startswith("autoink-ledger-keys/")]
    pinned = [parse_key(text.strip()) for text in given if text not in lists]
    readable(all(pinned), "The key is not a verifier key of a log.")
    readable(given and len(lists) <= 1, "Give a verifier key, or one keys.txt.")
    if not lists:
        return [Trust(key, -1, None) for key in pinned]
    statements = parse_key_list(lists[0])
    accepted = {key.vkey for key in pinned} or {statements[0][2].vkey}
    trusted = {}
    for action, position, key, by in statements:
        if action == "introduce" and (key.vkey in accepted or by.vkey in trusted):
            trusted[key.vkey] = Trust(key, position, None)
        if action == "retire" and key.vkey in trusted and by.vkey in trusted:
            trusted[key.vkey].end = position
    for key in pinned:
        readable(key.vkey in trusted, f"The key {key.id.hex()} is not in keys.txt.")
    return list(trusted.values())


def parse_key_list(text):
    lines = text.split("\n")
    damaged = "keys.txt is damaged in line "
    readable(len(text) <= TEXT_MAX and lines[0] == "autoink-ledger-keys/v1", damaged + "1.")
    readable(len(lines) >= 4 and lines[1] != "" and lines[-1] == "", damaged + "2.")
    statements = []
    for number, line in enumerate(lines[2:-1], 3):
        statement = parse_statement(lines[1], line, statements)
        readable(statement is not None, f"{damaged}{number}.")
        statements.append(statement)
    return statements


def parse_statement(origin, line, before):
    fields = line.split(" ")
    if len(fields) != 5 or fields[0] not in ("introduce", "retire"):
        return None
    action, position, seconds = fields[0], decode_decimal(fields[1]), decode_decimal(fields[2])
    key, signature = parse_key(fields[3]), decode_base64(fields[4])
    if position is None or seconds is None or key is None or signature is None:
        return None
    if position <= before[-1][1] if before else (action != "introduce" or position != 0):
        return None
    introduced = [each[2] for each in before if each[0] == "introduce"]
    retired = {each[2].id for each in before if each[0] == "retire"}
    valid = [each for each in introduced if each.id not in retired]
    others = [each for each in valid if each.id != key.id]
    if action == "introduce" and key.id in {each.id for each in introduced}:
        return None
    if action == "retire" and len(others) == len(valid):
        return None
    speakers = others + [key] if action == "introduce" else others
    text = f"autoink-ledger-key/v1\n{origin}\n{' '.join(fields[:4])}\n"
    for by in speakers:
        if by.id == signature[:4] and is_signature(by, text, signature[4:]):
            return action, position, key, by
    return None


def require_signed(checkpoint, trusted):
    own = [trust for trust in trusted if trust.key.name == checkpoint.origin]
    hold(own, f"The log calls itself {checkpoint.origin}, and no key is of that name.")
    signers = []
    for trust in own:
        if not (trust.start < checkpoint.size and (trust.end is None or checkpoint.size <= trust.end)):
            continue
        for name, key_id, signature in checkpoint.signatures:
            if name == trust.key.name and key_id == trust.key.id:
                right = is_signature(trust.key, checkpoint.text, signature)
                hold(right, f"A signature of the checkpoint of size {checkpoint.size} is wrong.")
                signers.append(trust.key)
    hold(signers, f"No trusted key that was valid for it has signed the checkpoint of size {checkpoint.size}.")
    return signers[0]


# ---- Parts 7 and 8: receipt and consistency file


def parse_proof_file(text, what, heads):
    """The first lines, the hashes and the checkpoint of a file with a proof."""
    wrong = f"{what} is not one: it is another file, or was changed."
    readable(len(text) <= TEXT_MAX and "\n\n" in text, wrong)
    top, rest = text.split("\n\n", 1)
    lines = top.split("\n")
    readable(len(lines) >= heads and len(lines) - heads <= PROOF_MAX, wrong)
    proof = [decode_base64(line) for line in lines[heads:]]
    readable(all(each is not None and len(each) == 32 for each in proof), wrong)
    return lines[:heads], proof, parse_checkpoint(rest, what), wrong


def parse_receipt(text):
    (header, extra, index), proof, checkpoint, wrong = parse_proof_file(text, "The receipt", 3)
    readable(header == "c2sp.org/tlog-proof@v1", wrong)
    readable(extra.startswith("extra ") and index.startswith("index "), wrong)
    entry, place = decode_base64(extra[6:]), decode_decimal(index[6:])
    readable(entry is not None and place is not None, wrong)
    return entry, place, proof, checkpoint


def check_head(chain, entry):
    readable(len(entry) == 61 and entry[:5] == b"AIH-1", "The receipt is not about a chain.")
    workspace, seq, head = struct.unpack(">16sq32s", entry[5:])
    hold(workspace == chain.workspace, "The receipt is of another workspace.")
    count = len(chain.hashes)
    hold(1 <= seq <= count, f"The receipt attests {seq} transactions, and the file holds {count}.")
    hold(chain.hashes[seq - 1] == head, f"Transaction {seq} is not the one that was attested.")
    return seq


def check_kept(kept_text, consistency, checkpoint, trusted):
    kept = parse_checkpoint(kept_text, "The kept checkpoint")
    hold(kept.origin == checkpoint.origin, "The kept checkpoint is of another log.")
    require_signed(kept, trusted)
    older, newer = (kept, checkpoint) if kept.size <= checkpoint.size else (checkpoint, kept)
    proof = []
    if older.size < newer.size:
        readable(consistency is not None, f"A consistency file from size {older.size} is needed.")
        (old,), proof, target, wrong = parse_proof_file(consistency, "The consistency file", 1)
        readable(old.startswith("old ") and decode_decimal(old[4:]) is not None, wrong)
        fits = decode_decimal(old[4:]) == older.size and target.text == newer.text
        readable(fits, f"The consistency file is not from size {older.size} to {newer.size}.")
    hold(is_consistent(older, newer, proof), "The log does not continue the one that was kept: there are two.")


def verify(chain_data, receipt_text, keys, kept_text=None, consistency=None):
    """Raises Unreadable or Contradiction; returns what was proven."""
    chain = read_chain(chain_data)
    entry, index, proof, checkpoint = parse_receipt(receipt_text)
    seq = check_head(chain, entry)
    hold(index < checkpoint.size, "The receipt's entry is beyond the log.")
    root = root_of_inclusion(leaf_hash(entry), index, checkpoint.size, proof)
    hold(root == checkpoint.root, "The receipt's proof does not lead to the checkpoint.")
    trusted = trust_keys(keys)
    if kept_text is not None:
        check_kept(kept_text, consistency, checkpoint, trusted)
    signer = require_signed(checkpoint, trusted)
    return (
        f"PROVEN up to transaction {seq} of {len(chain.hashes)}, signed by {signer.name} ({signer.id.hex()}).\n"
        f"Balances in nano-USD: {dict(sorted(chain.balances.items()))}"
    )


def read_text(path):
    with open(path, "rb") as file:
        try:
            return file.read().decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable(f"{path} is not a text.") from None


def read_key(given):
    return given if parse_key(given.strip()) else read_text(given)


def main():
    parser = argparse.ArgumentParser(description="Checks the books of a workspace.")
    parser.error = lambda message: (sys.stderr.write(f"{message}\n"), sys.exit(3))
    for name in ("chain", "receipt"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--key", required=True, action="append")
    parser.add_argument("--kept")
    parser.add_argument("--consistency")
    args = parser.parse_args()
    try:
        with open(args.chain, "rb") as file:
            chain = file.read()
        optional = [path and read_text(path) for path in (args.kept, args.consistency)]
        print(verify(chain, read_text(args.receipt), [read_key(key) for key in args.key], *optional))
        return 0
    except Contradiction as error:
        print(f"NOT PROVEN. {error}")
        return 1
    except Unreadable as error:
        print(f"NOT READABLE. {error}")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 3


if __name__ == "__main__":
    sys.exit(main())
