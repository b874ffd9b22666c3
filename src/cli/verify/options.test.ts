import { expect, it } from 'vitest'
import type { Command } from '../command.ts'
import { readInput } from '../read-input.ts'
import { toPercent, verifyOptions } from './options.ts'

const COMMAND: Command = {
  name: 'verify',
  summary: '',
  options: verifyOptions,
  examples: [],
  run: () => Promise.resolve(0),
}
const percent = (...args: string[]) => toPercent(readInput(COMMAND, args, {}), 'min-coverage')

it('a percentage is none, or 0 to 100', () => {
  expect([percent(), percent('--min-coverage', '0'), percent('--min-coverage', '100')]).toEqual([undefined, 0, 100])
  expect(() => percent('--min-coverage', '101')).toThrow(
    expect.objectContaining({ message: '--min-coverage takes a percentage, not 101', fix: 'Write 0 to 100.' }),
  )
})

it('the options are those of the documentation; a URL selects the greenroom, so no port does', () => {
  expect(verifyOptions.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'target text',
    'edition text',
    'case list',
    'skip list',
    'transport list',
    'gate text',
    'min-coverage number',
    'deviations text',
    'write-deviations text',
    'allow-mutating list',
    'timeout number',
    'deadline number',
    'retries number',
    'workers number',
    'shuffle number',
    'junit text',
    'ctrf text',
    'markdown text',
    'html text',
    'sarif text',
    'har text',
    'allure text',
    'github flag',
    'record text',
    'against text',
    'keep-bodies flag',
    'ca text',
    'dry-run flag',
    'all flag',
    'quiet flag',
    'control-url text',
    'control-token text',
  ])
  expect(verifyOptions.find(({ name }) => name === 'edition')?.help).toBe(
    'version of the contract: current, 2022, 8.0, 8.3, 8.6; all by default for the built-in mock',
  )
  expect(verifyOptions.find(({ name }) => name === 'transport')?.help).toBe(
    'play only over this transport: http, polling, websocket, upgraded',
  )
})
