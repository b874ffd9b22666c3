import { describe, expect, it } from 'vitest'
import { servedCli } from '../support/served-cli.ts'

const { cli, out } = servedCli()

/** Commands that end by themselves, and need no more than a server with a world `qa-17`. */
const COMMANDS = [
  'worlds',
  'rooms',
  'room',
  'set',
  'lock',
  'unlock',
  'fill',
  'end',
  'who',
  'call',
  'play',
  'arm',
  'reset',
  'clock',
  'log',
  'seed',
  'outcomes',
  'show',
  'token',
  'diff',
  'spec',
]

/** Of a file of the reader's own, into a file, by another program, or without an end. */
const ELSEWHERE = /^curl |\.\/|\S\.(?:yaml|har|html)|--out|--watch|-f\b|--follow/

/** The words of a line, as a shell takes them; what comes back is not written to a file. */
const wordsOf = (line: string): string[] =>
  (line.replace(/ > \S+$/, '').match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) => word.replaceAll(/['"]/g, ''))

const examplesOf = (help: string): string[] =>
  (help.split('\nExamples:\n')[1] ?? '').split('\n').flatMap((line) => (line === '' ? [] : [line.trim()]))

/** What has to be there before an example is tried. */
async function prepare([command, verb = '']: readonly string[]): Promise<void> {
  if (command === 'worlds' && verb === 'make') await out('worlds', 'drop', 'qa-17')
  if (command === 'play' && verb === '--next') await out('play', 'full-house', '--world', 'qa-17', '--step')
}

describe('the examples of the help', () => {
  it.each(COMMANDS)('of greenroom %s succeed as they stand', async (command) => {
    const examples = examplesOf(await out(command, '--help'))
    expect(examples).not.toEqual([])
    for (const example of examples.filter((each) => !ELSEWHERE.test(each))) {
      const [program, ...words] = wordsOf(example)
      await out('worlds', 'make', 'qa-17', '--replace')
      await prepare(words)
      expect([program, words[0]], example).toEqual(['greenroom', command])
      expect(await cli(...words), example).toMatchObject({ code: 0 })
    }
  })
})
