import type { Template } from './template.ts'

/**
 * The messages about an event: `answered` and `refused` are acks of a call; `succeeds` and `fails` are the events that answer it;
 * `heard` is the event as others hear it.
 */
export const SPEECH_WAYS = ['answered', 'refused', 'succeeds', 'fails', 'heard'] as const

/** A kind of message. */
export type SpeechWay = (typeof SPEECH_WAYS)[number]

/** What a mock that speaks a dialect says beyond other names. `verify` needs none of it. */
export interface Speech {
  /** The member of a payload that names the calling user, and is believed; null: only a token does. */
  readonly caller: string | null
  /** What is known of each who has joined, before relays change it. */
  readonly notes: Readonly<Record<string, unknown>>
  /** The contract's event and kind of message → the whole message; by default, the contract's in other names. */
  readonly says: Readonly<Record<string, Readonly<Partial<Record<SpeechWay, Template>>>>>
  /** Events that the contract doesn't have → what others in the room hear of them. */
  readonly relays: Readonly<Record<string, Relay>>
  readonly routes: readonly DialectRoute[]
  /** RouteReason → status and message. */
  readonly refusals: Readonly<Partial<Record<RouteReason, { readonly status: number; readonly message: string }>>>
  /** The body of an HTTP refusal. */
  readonly refusal: Template
}

/** An event that is passed on. */
export interface Relay {
  /** Whether only the room's host may send it. */
  readonly isForHost: boolean
  /** The ack of a success; null: none. */
  readonly ack: Template
  readonly tells: readonly Told[]
}

/** What is heard of a relayed event. */
export interface Told {
  readonly event: string
  /** `others` in the room, `all` of them, or the JSON Pointer to a socket's id in the payload. */
  readonly to: string
  /** JSON Pointer into the payload → the value there, without which this is not told. */
  readonly when: Readonly<Record<string, unknown>>
  readonly with: Template
  /** What is known of the teller from now on. */
  readonly notes: Readonly<Record<string, Template>>
}

/** What HTTP routes of a dialect can ask for. */
export const ASKS = ['room', 'inside', 'log-in', 'register', 'me', 'create-room', 'own-rooms'] as const

/** What an HTTP route asks for. */
export type Ask = (typeof ASKS)[number]

/** Why an HTTP route refuses. */
export const ROUTE_REASONS = [
  'no-room',
  'not-host',
  'not-logged-in',
  'wrong-login',
  'known-user',
  'wrong-form',
] as const

/** Why a route refused. */
export type RouteReason = (typeof ROUTE_REASONS)[number]

/** An HTTP route beside the contract's. */
export interface DialectRoute {
  readonly method: string
  /** As in OpenAPI: `/rooms/code/{code}`. */
  readonly path: string
  readonly asks: Ask
  readonly status: number
  readonly answers: Template
}

/** Nothing but other names. */
export const NO_SPEECH: Speech = {
  caller: null,
  notes: {},
  says: {},
  relays: {},
  routes: [],
  refusals: {},
  refusal: { statusCode: '$/status', message: '$/message' },
}
