import { stat, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Fault } from '../../fault.ts'
import type { Recording } from '../../passive/har/read-recording.ts'
import { seenEvents } from '../../passive/seen-report.ts'
import { createTerminal } from '../../report/terminal.ts'
import { toTargetUrl } from '../../targets/url.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { flagOption, textOption } from '../options/option.ts'
import type { PassiveAsked } from '../passive/asked.ts'
import { metLines } from '../passive/met-lines.ts'
import { passiveOptions } from '../passive/options.ts'
import { seenJson } from '../passive/seen-json.ts'
import { collected, finished, seenRun, tallyFor, terminalOptions } from '../passive/telling.ts'
import { checkReports } from '../verify/reports.ts'

/** Judges recorded traffic by the contract. */
export const read: Command = {
  name: 'read',
  operands: '<file.har>',
  summary:
    'Judges a recording of a browser by the contract: which documented outcomes its calls met, over HTTP and Socket.IO, and what\nbreaks the contract. Calls nothing.\nExit codes: 0 nothing broken, 1 broken, 2 wrong usage or an unreadable file, 5 too little coverage, or no call of the contract.',
  options: [
    textOption('server', '<url>', 'judge only calls to this server; all that have paths of the contract by default'),
    textOption('target', '<file>', 'a target file: its URL, prefixes, and names on sockets'),
    ...passiveOptions,
    flagOption('json', 'print one line of JSON'),
  ],
  examples: [
    'greenroom read session.har',
    'greenroom read session.har --server https://chat.example.org --html session.html',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom read takes one file.')
    const [file] = input.operands
    if (file === undefined)
      throw new Fault('greenroom read takes a HAR', 'Save one from the network panel of a browser, with content.')
    const { passiveAsked, targetIn } = await import('../passive/asked.ts')
    const target = await targetIn(input, io.env)
    const asked = passiveAsked(input, serverIn(input) ?? target?.target.url ?? null, target)
    await checkReports(input)
    const { readRecording } = await import('../../passive/har/read-recording.ts')
    const recording = readRecording(await textOf(file), basename(file), asked.parts)
    return report({ file: basename(file), recording, asked }, input, io)
  },
}

function serverIn(input: Input): string | undefined {
  const url = input.text('server')
  if (url === undefined) return undefined
  if (input.text('target') !== undefined)
    throw new Fault('--server has no effect with --target', 'Drop one of them: both name the server.')
  return toTargetUrl(url, '--server')
}

/** As much as a text may be long. */
const MOST_BYTES = 500_000_000

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > MOST_BYTES)
      throw new Fault(
        `${file} is larger than ${MOST_BYTES / 1_000_000} MB`,
        'Record less, or filter it by URL while recording.',
      )
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault(`${file} cannot be read`, 'Check the path.', { cause: error })
  }
}

/** What was read, and by what. */
interface ReadParts {
  readonly file: string
  readonly recording: Recording
  readonly asked: PassiveAsked
}

async function report({ file, recording, asked }: ReadParts, input: Input, io: Io): Promise<number> {
  const origins = [...new Set(recording.sightings.map(({ origin }) => origin))]
  // All of them first: an answer may show what only a later call reveals as a secret.
  asked.secrets.learn([...recording.secrets, ...recording.sightings.flatMap(({ secrets }) => secrets)])
  const tally = tallyFor(asked, origins)
  for (const sighting of recording.sightings) tally.add(sighting)
  const { between } = recording
  const seen = seenRun(asked, {
    target: file,
    origins,
    tally,
    leftOut: recording.leftOut,
    durationMs: between ? between[1] - between[0] : 0,
    notes: [...recording.damaged, ...severalNotes(origins)],
  })
  const told = await collected(seenEvents(seen), between?.[0] ?? 0)
  if (input.flag('json')) io.out(seenJson(told, tally.met()))
  else {
    if (!input.flag('quiet')) io.out([...metLines(tally.met()), '', ''].join('\n'))
    seenEvents(seen).forEach(createTerminal(terminalOptions(input, io)))
  }
  if (tally.judged() === 0) io.error(`${nothingFrom(input.text('server'))}\n`)
  return finished(told, input, io)
}

const nothingFrom = (server: string | undefined): string =>
  server === undefined
    ? 'no call of the contract was recorded; a target file can set prefixes, and names on sockets'
    : `no call of the contract to ${server} was recorded; leave out --server to judge calls to every server in the recording`

const severalNotes = (origins: readonly string[]): string[] =>
  origins.length < 2
    ? []
    : [`calls to ${origins.length} servers were judged: ${origins.join(', ')}; --server selects one`]
