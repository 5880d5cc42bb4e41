import { z } from "zod";

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

/** Takes a schema that says exactly what the interface `View` says: any other one does not compile. */
export function view<View>() {
  return <Schema extends z.ZodType>(
    schema: Schema & (Same<z.output<Schema>, View> extends true ? unknown : never),
  ): Schema => schema;
}

export const Id = z.uuid();
export const Time = z.iso.datetime();
/** A whole number of nano-US-dollars. */
export const Nanos = z.string().regex(/^-?\d+$/);
export const Failure = z.object({ code: z.string(), message: z.string() });
export const RoleName = z.enum(["owner", "member"]);
