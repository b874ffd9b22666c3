import { readFile } from 'node:fs/promises'
import { Fault } from '../../fault.ts'
import { createReading } from '../../passive/reading.ts'
import { secretsInBody, secretsInHeaders, secretsInUrl } from '../../passive/secret-values.ts'
import { seenEvents } from '../../passive/seen-report.ts'
import type { Seen, SeenExchange, SeenPayload, SeenSocket } from '../../passive/model/seen.ts'
import { toTargetUrl } from '../../targets/url.ts'
import { missedNotes, withMissed, type MissedTraffic } from '../../watch/missed.ts'
import { startWatchProxy, type WatchProxy, type WatchProxyOptions } from '../../watch/proxy.ts'
import type { Command, Input, Io } from '../command.ts'
import { unlessInterrupted } from '../interruption.ts'
import { atMost } from '../at-most.ts'
import { toCorsOrigin } from '../options/cors-origin.ts'
import { flagOption, listOption, numberOption, textOption } from '../options/option.ts'
import { passiveAsked, targetIn, type PassiveAsked } from '../passive/asked.ts'
import { passiveOptions } from '../passive/options.ts'
import { collected, finished, seenRun, tallyFor } from '../passive/telling.ts'
import { jsonTeller, textTeller } from '../passive/watch-teller.ts'
import { checkReports } from '../verify/reports.ts'

const USUAL_PORT = 4020
/** Judging takes a second for a megabyte, and other calls wait meanwhile. */
const MOST_JUDGED = 256 * 1024
const MOST_SHOWN = 8192

/** Stands before a server, and judges what passes. */
export const watchCommand: Command = {
  name: 'watch',
  operands: '[url]',
  summary:
    'Stands before a server as a proxy, and judges by the contract what passes: HTTP, and Socket.IO over polling and WebSocket.\nChanges nothing of it. Ctrl-C ends it with the report.\nExit codes: 0 nothing broken, 1 broken, 2 wrong usage, 5 too little coverage, or no call of the contract.',
  options: [
    numberOption(
      'proxy-port',
      '<port>',
      `where to listen, on this machine alone; ${USUAL_PORT} by default, 0 = any free port`,
    ),
    textOption('target', '<file>', 'a target file: its URL, prefixes, and names on sockets'),
    textOption('ca', '<file>', 'certificates to trust in addition to those of the system, as PEM'),
    listOption('cors-origin', '<origin>', 'origin whose pages may call through it, in addition to localhost'),
    ...passiveOptions,
    flagOption('json', 'print a line of JSON for each call of the contract, and one for the whole'),
  ],
  examples: ['greenroom watch http://127.0.0.1:4010', 'greenroom watch https://chat.example.org --html day.html'],
  async run(input, io) {
    atMost(input, 1, 'greenroom watch takes one URL.')
    const file = await targetIn(input, io.env)
    const url = urlOf(input, file?.target.url)
    const asked = passiveAsked(input, url, file)
    const ca = await certificatesOf(input)
    await checkReports(input)
    return unlessInterrupted((signal) => watchUntil(io.ended ?? aborted(signal), { url, asked, ca, input, io }))
  },
}

function urlOf({ operands: [url] }: Input, own: string | undefined): string {
  if (url !== undefined && own !== undefined)
    throw new Fault('the target file has a URL already', 'Drop one of them: both name the server.')
  if (url !== undefined) return toTargetUrl(url, 'the URL to watch')
  if (own !== undefined) return own
  throw new Fault('greenroom watch takes the URL of a server', 'greenroom watch http://127.0.0.1:4010')
}

async function certificatesOf(input: Input): Promise<{ readonly ca?: string }> {
  const file = input.text('ca')
  if (file === undefined) return {}
  const ca = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Fault(`${file} cannot be read`, '--ca takes a file of certificates in PEM format.', { cause: error })
  })
  return { ca }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** What is watched, and by whom. */
interface Watched {
  readonly url: string
  readonly asked: PassiveAsked
  readonly ca: { readonly ca?: string }
  readonly input: Input
  readonly io: Io
}

async function watchUntil(end: Promise<void>, { url, asked, ca, input, io }: Watched): Promise<number> {
  const { origin, host } = new URL(url)
  const reading = createReading({ ...asked.parts, mostJudged: MOST_JUDGED })
  const tally = tallyFor(asked, [origin], { mostShown: MOST_SHOWN })
  const tell = input.flag('json') ? jsonTeller(io, asked.secrets) : textTeller(input, io)
  const startedAt = Date.now()
  const seen = (missed: MissedTraffic): ReturnType<typeof seenRun> =>
    seenRun(asked, {
      target: host,
      origins: [origin],
      tally,
      leftOut: withMissed(reading.leftOut(), missed),
      durationMs: Date.now() - startedAt,
      notes: missedNotes(missed),
    })
  const onSeen = (item: Seen): void => {
    asked.secrets.learn(secretsOf(item))
    for (const sighting of reading.see(item)) tell.saw(sighting, tally.add(sighting))
  }
  const onFault = (fault: unknown): void =>
    io.error(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`)
  const proxy = await started({
    url,
    port: input.number('proxy-port') ?? USUAL_PORT,
    ...ca,
    corsOrigins: input.list('cors-origin').map(toCorsOrigin),
    wants: reading.wants,
    onSeen,
    onFault,
  })
  try {
    tell.begins(seen(proxy.missed()).run, proxy.url)
    await end
  } finally {
    await proxy.close()
  }
  const whole = seen(proxy.missed())
  const told = await collected(seenEvents(whole), startedAt)
  tell.ends(whole, told)
  return finished(told, input, io)
}

function secretsOf(item: Seen): string[] {
  if (item.kind === 'close') return []
  if (item.kind === 'frame') return typeof item.data === 'string' ? secretsInStart(item.data) : []
  return [
    ...secretsInUrl(item.url),
    ...secretsInHeaders(item.headers),
    ...(item.kind === 'exchange' ? secretsInHeaders(item.received?.headers ?? []) : []),
    ...textsOf(item).flatMap((text) => secretsInStart(text)),
  ]
}

const textsOf = (item: SeenExchange | SeenPayload | SeenSocket): string[] => {
  if (item.kind === 'socket') return []
  const texts = item.kind === 'exchange' ? [item.body, item.received?.body ?? null] : [item.body]
  return texts.filter((text) => text !== null)
}

const secretsInStart = (text: string): string[] => secretsInBody(text.slice(0, MOST_JUDGED))

async function started(options: WatchProxyOptions): Promise<WatchProxy> {
  if (options.port > 65_535)
    throw new Fault(`--proxy-port takes 0 to 65535, not ${options.port}`, 'Choose a smaller one; 0 = any free port.')
  try {
    return await startWatchProxy(options)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Fault(`port ${options.port} is in use`, 'Choose another: --proxy-port 0 takes any free one.', {
        cause: error,
      })
    throw error
  }
}
