import { Fault } from '../../fault.ts'
import { isObject } from '../../json.ts'
import type { HeaderPairs } from '../model/seen.ts'

/** An entry of a HAR, as far as it is read. */
export interface HarEntry {
  /** From 1 on, as people count. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Milliseconds that it took; 0: unknown. */
  readonly ms: number
  readonly method: string
  readonly url: string
  readonly requestHeaders: HeaderPairs
  readonly requestBody: string | null
  /** 0 or below: no answer was recorded. */
  readonly status: number
  readonly headers: HeaderPairs
  /** Null: the recording has none. */
  readonly body: string | null
  /** Why there is no answer, in the recorder's words; null: none is given. */
  readonly failure: string | null
  /** Null: it is no WebSocket, or its frames were not recorded. */
  readonly frames: readonly HarFrame[] | null
  readonly isWebSocket: boolean
}

/** A message of a WebSocket, as Chromium records it (`_webSocketMessages`). */
export interface HarFrame {
  readonly way: 'sent' | 'received'
  /** Milliseconds since 1970; null: unknown. */
  readonly at: number | null
  readonly data: string | Uint8Array
}

/** A recording. */
export interface Har {
  readonly entries: readonly HarEntry[]
  /** Entries that could not be read: `entry 17 was left out: it has no request`. */
  readonly damaged: readonly string[]
}

/** Reads a HAR; `name` is its file, for messages. Throws a Fault for any other file, with its place if it is not JSON. */
export function readHar(text: string, name: string): Har {
  const value = parsed(text, name)
  const log = isObject(value) ? value['log'] : undefined
  const entries = isObject(log) ? log['entries'] : undefined
  if (!Array.isArray(entries))
    throw new Fault(
      `${name} is no HAR: it has no log.entries`,
      'Record one with the network panel of a browser ("Save all as HAR with content"), or recordHar of Playwright.',
    )
  const read = entries.map((entry: unknown, index) => readEntry(entry, index + 1))
  return {
    entries: read.filter((each) => typeof each !== 'string'),
    damaged: read.filter((each) => typeof each === 'string'),
  }
}

function parsed(text: string, name: string): unknown {
  const json = text.replace(/^\uFEFF/, '')
  try {
    return JSON.parse(json)
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const place = at === undefined ? name : `${name}:${json.slice(0, Number(at)).split('\n').length}`
    throw new Fault(
      `${place} is not JSON${json.startsWith('PK') ? ', but a zip archive' : ''}`,
      json.startsWith('PK')
        ? 'Unpack it, and read the .har file in it.'
        : 'The recording may have been cut off; record it again.',
    )
  }
}

function readEntry(entry: unknown, number: number): HarEntry | string {
  const left = (why: string): string => `entry ${number} was left out: ${why}`
  if (!isObject(entry)) return left('it is no object')
  const { request, response } = entry
  if (!isObject(request)) return left('it has no request')
  if (!isObject(response)) return left('it has no response')
  const { url, method } = request
  if (typeof url !== 'string' || !URL.canParse(url)) return left('its request has no URL')
  if (typeof method !== 'string') return left('its request has no method')
  const startedAt = Date.parse(String(entry['startedDateTime']))
  if (Number.isNaN(startedAt)) return left('its startedDateTime is no date')
  const isWebSocket =
    /^wss?:/i.test(url) || entry['_resourceType'] === 'websocket' || Array.isArray(entry['_webSocketMessages'])
  return {
    number,
    startedAt,
    ms: Math.max(0, toNumber(entry['time'], 0)),
    method,
    url,
    requestHeaders: headersIn(request['headers']),
    requestBody: requestBodyIn(request['postData']),
    status: toNumber(response['status'], 0),
    headers: headersIn(response['headers']),
    body: bodyIn(response['content']),
    failure: textOr(response['_failureText']) ?? textOr(response['_error']),
    frames: framesIn(entry['_webSocketMessages']),
    isWebSocket,
  }
}

const toNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

const textOr = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Names that begin with a colon are HTTP/2's own. */
const headersIn = (value: unknown): HeaderPairs =>
  (Array.isArray(value) ? value : []).flatMap((each: unknown) =>
    isObject(each) && typeof each['name'] === 'string' && !each['name'].startsWith(':')
      ? [[each['name'].toLowerCase(), textOr(each['value']) ?? ''] as const]
      : [],
  )

function requestBodyIn(value: unknown): string | null {
  if (!isObject(value)) return null
  if (typeof value['text'] === 'string') return value['text']
  const { params } = value
  if (!Array.isArray(params)) return null
  const pairs = params.flatMap((each: unknown) =>
    isObject(each) ? [[textOr(each['name']) ?? '', textOr(each['value']) ?? '']] : [],
  )
  return new URLSearchParams(pairs).toString()
}

/** An empty body is often left out. */
function bodyIn(value: unknown): string | null {
  if (!isObject(value)) return null
  const { text, encoding, size } = value
  if (typeof text !== 'string') return size === 0 && value['_file'] === undefined ? '' : null
  return encoding === 'base64' ? new TextDecoder().decode(bytesOf(text)) : text
}

/** Bytes in base64; none if it is not valid. */
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

const TEXT = 1
const BINARY = 2

function framesIn(value: unknown): HarFrame[] | null {
  if (!Array.isArray(value)) return null
  return value.flatMap((each: unknown): HarFrame[] => {
    if (!isObject(each) || typeof each['data'] !== 'string') return []
    const { data, opcode, type, time } = each
    if (opcode !== TEXT && opcode !== BINARY) return []
    return [
      { way: type === 'send' ? 'sent' : 'received', at: toInstant(time), data: opcode === TEXT ? data : bytesOf(data) },
    ]
  })
}

/** Chromium writes seconds since 1970, Playwright milliseconds, and -1 where it records no times. */
function toInstant(time: unknown): number | null {
  if (typeof time !== 'number' || !Number.isFinite(time) || time <= 0) return null
  return time < LATEST_SECONDS ? time * 1000 : time
}

const LATEST_SECONDS = 100_000_000_000
