import { crc32 } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type ImageOutcome, rewriteImage, type StoredImage } from "./index";

const picture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: "teal" } });

function imageIn(outcome: ImageOutcome): StoredImage {
  if (outcome.kind !== "stored") throw new Error(outcome.kind);
  return outcome.image;
}

/** A PNG whose header claims a size and whose pixels never come. */
function pngClaiming(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write("IHDR", 4, "latin1");
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  header.set([8, 2, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  const idat = Buffer.from([0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e]);
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), header, idat]);
}

describe("an image that is sent", () => {
  it.each([
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["PDF", Buffer.from("%PDF-1.7\n")],
    ["TIFF", Buffer.from("49492a0008000000", "hex")],
    ["nothing", Buffer.alloc(0)],
    ["a signature and noise", Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.alloc(400, 7)])],
  ])("is refused when it is %s", async (_name, bytes) => {
    expect(await rewriteImage(bytes)).toEqual({ kind: "unsupported" });
  });

  it("is refused when the end of it is missing", async () => {
    const whole = await picture(400, 400).png().toBuffer();
    expect(await rewriteImage(whole.subarray(0, whole.length / 2))).toEqual({
      kind: "unsupported",
    });
  });

  it.each([
    [100_000, 100_000],
    [20_000, 10],
    [8_000, 8_000],
  ])("is refused by its header when it claims %d × %d pixels", async (width, height) => {
    const before = process.memoryUsage().rss;
    expect(await rewriteImage(pngClaiming(width, height))).toEqual({ kind: "too_large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it("loses the camera's place and keeps the way up it is seen", async () => {
    const sent = await picture(40, 20)
      .jpeg()
      .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" }, IFD0: { Copyright: "a secret" } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const image = imageIn(await rewriteImage(sent));
    expect([image.width, image.height]).toEqual([20, 40]);
    const found = await sharp(image.data).metadata();
    expect([found.exif, found.orientation, found.xmp, found.iptc]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("loses what is hidden behind its end", async () => {
    const sent = Buffer.concat([
      await picture().png().toBuffer(),
      Buffer.from("<script>1</script>"),
    ]);
    const { data } = imageIn(await rewriteImage(sent));
    expect(Buffer.from(data).includes("<script>")).toBe(false);
  });

  it("keeps every frame of an animation", async () => {
    const frames = [await picture().png().toBuffer(), await picture().negate().png().toBuffer()];
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const image = imageIn(await rewriteImage(gif));
    expect([image.mediaType, image.width, image.height]).toEqual(["image/webp", 40, 20]);
    expect((await sharp(image.data).metadata()).pages).toBe(2);
  });

  it.each([
    ["png", "image/png"],
    ["jpeg", "image/jpeg"],
    ["webp", "image/webp"],
    ["avif", "image/webp"],
  ] as const)("of kind %s is stored as %s", async (format, mediaType) => {
    const image = imageIn(await rewriteImage(await picture().toFormat(format).toBuffer()));
    expect([image.mediaType, image.width, image.height]).toEqual([mediaType, 40, 20]);
  });
});
