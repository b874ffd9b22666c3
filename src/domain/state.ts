import type {
  ClockSetting,
  LimitWindow,
  LivechatRoom,
  MeetingRoom,
  Person,
  Role,
  Subscription,
  SystemMessage,
  VideoCall,
} from '../contract/compiled/types.ts'

// Rows as the contract of the control plane describes them: what is read and changed by hand, and what snapshots hold, is this.
export type { ClockSetting, LimitWindow, MeetingRoom, Person, Role, Subscription, SystemMessage, VideoCall }

/** What the next calls of an operation are answered on purpose. */
export interface Arm {
  readonly id: string
  /** Null: any operation. */
  readonly operation: string | null
  /** How many calls it still answers; null: until it is cleared. */
  readonly times: number | null
  /** Milliseconds to wait before the answer. */
  readonly latencyMs: number
  /** A documented outcome, a 5xx of nobody's contract, a connection that breaks; `reached`: whatever the rules say. */
  readonly answer:
    | { readonly kind: 'outcome'; readonly outcome: string }
    | { readonly kind: 'status'; readonly status: number }
    | { readonly kind: 'reset' }
    | { readonly kind: 'reached' }
}

/**
 * What a world holds: table → its rows. Meeting rooms are keyed by code, subscriptions by `rid/userId`, windows by
 * `operation address`, roles by name, all else by id; of settings, clock and arms there is one row, whose key is empty.
 */
export interface Tables {
  readonly people: Person
  readonly roles: Role
  readonly livechatRooms: LivechatRoom
  readonly subscriptions: Subscription
  readonly messages: SystemMessage
  readonly calls: VideoCall
  readonly meetingRooms: MeetingRoom
  readonly windows: LimitWindow
  readonly settings: Settings
  readonly clock: ClockSetting
  readonly arms: readonly Arm[]
}

export type TableName = keyof Tables

/** A table as decisions see it. */
export interface Reader<T> {
  get(key: string): T | undefined
  /** Every row by its key; rows of the seed first. */
  entries(): Iterable<readonly [key: string, row: T]>
}

/** Rows in an order. They may be made only when read, so a page of a million is as quick as one of a thousand. */
export interface RowList<T> extends Iterable<T> {
  readonly length: number
  /** As `Array.prototype.slice` with bounds from 0 on. While nothing is written, the same bounds give the same array. */
  slice(start: number, end?: number): readonly T[]
}

/** The livechat rooms, which can also be listed. */
export interface LivechatReader extends Reader<LivechatRoom> {
  /** All rooms, newest first (`ts` descending, then by id). */
  newestFirst(): RowList<LivechatRoom>
}

/** How a world treats its callers. */
export interface Settings {
  /** Whether callers without credentials may join public calls. */
  readonly anonymousReading: boolean
  /** The role that any well-formed credentials are taken for; null: only people of this world are known. */
  readonly trust: string | null
  /** Whether documented limits are enforced. */
  readonly rateLimit: boolean
}

/** What a token says, once its signature has been found good. */
export interface Claims {
  readonly sub: string
  /** Seconds since 1970; null: never. */
  readonly expires: number | null
  /** Seconds since 1970; null: it holds already. */
  readonly notBefore: number | null
}

/** A world as decisions see it: current values, nothing that writes. */
export interface State {
  readonly people: Reader<Person>
  readonly roles: Reader<Role>
  readonly livechatRooms: LivechatReader
  readonly subscriptions: Reader<Subscription>
  readonly calls: Reader<VideoCall>
  readonly meetingRooms: Reader<MeetingRoom>
  readonly windows: Reader<LimitWindow>
  readonly settings: Settings
  /** What is armed, in the order of arming. */
  readonly arms: readonly Arm[]
  /** Milliseconds since 1970 on the world's clock. */
  readonly now: number
  /** Where that time comes from. */
  readonly clock: ClockSetting
  /** Milliseconds since 1970 on the clock that running worlds go by. */
  readonly machineTime: number
  permissionsOf(role: string): ReadonlySet<string>
  /** The claims of a well-formed, well-signed token, or null. Says nothing about expiry or whether its subject exists. */
  readToken(token: string): Claims | null
  /** Whether the subjects of tokens need not be people of this world, because another system signs them. */
  readonly foreignTokens: boolean
}

/** One row to write; null takes it away. */
export type Write = {
  readonly [Name in TableName]: { readonly table: Name; readonly key: string; readonly value: Tables[Name] | null }
}[TableName]

/** The key of a subscription. */
export const subscriptionKey = (rid: string, userId: string): string => `${rid}/${userId}`
