import type { Headers, Layer, Reply } from './mutant.ts'

/** Changes the answers with this outcome, or of this operation; empty: all. */
export const at =
  (where: string, change: (reply: Reply) => Reply): (() => Layer) =>
  () =>
  async (call, next) => {
    const reply = await next(call)
    return reply.outcome === where || reply.outcome.startsWith(where === '' ? '' : `${where}/`) ? change(reply) : reply
  }

/** Answers with another status. */
export const status =
  (code: number) =>
  (reply: Reply): Reply => ({ ...reply, status: code })

/** Answers with another literal body. */
export const text =
  (change: (body: string) => string | Buffer) =>
  (reply: Reply): Reply => ({ ...reply, body: Buffer.from(change(reply.body.toString())) })

/** Answers with another JSON value. */
export const json = (change: (value: Members) => unknown): ((reply: Reply) => Reply) =>
  text((body) => JSON.stringify(change(JSON.parse(body))))

/** A JSON object. */
export type Members = Readonly<Record<string, unknown>>

/** Sets a member of the object in the answer. */
export const member = (name: string, change: (value: unknown) => unknown): ((reply: Reply) => Reply) =>
  json((value) => ({ ...value, [name]: change(value[name]) }))

/** An object without a member. */
export const lacking =
  (name: string) =>
  (value: Members): Members =>
    Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))

/** Omits a member of the object in the answer. */
export const without = (name: string): ((reply: Reply) => Reply) => json(lacking(name))

/** Renames a member of the object in the answer. */
export const renamed = (from: string, to: string): ((reply: Reply) => Reply) =>
  json((value) => Object.fromEntries(Object.entries(value).map(([name, each]) => [name === from ? to : name, each])))

/** Changes every room of the list in the answer. */
export const rooms = (change: (room: Members) => unknown): ((reply: Reply) => Reply) =>
  json((value) => ({ ...value, rooms: Array.isArray(value['rooms']) ? value['rooms'].map(change) : value['rooms'] }))

/** Sets a header; null omits it. */
export const header =
  (name: string, change: string | null | ((value: string) => string)) =>
  (reply: Reply): Reply => {
    const is = ([each]: readonly [string, string]): boolean => each.toLowerCase() === name.toLowerCase()
    const value = reply.headers.find(is)?.[1] ?? ''
    const set = typeof change === 'function' ? change(value) : change
    const rest: Headers = reply.headers.filter((each) => !is(each))
    return { ...reply, headers: set === null ? rest : [...rest, [name, set]] }
  }

/** Combines changes, in order. */
export const both =
  (...changes: readonly ((reply: Reply) => Reply)[]) =>
  (reply: Reply): Reply =>
    changes.reduce((made, change) => change(made), reply)
