import { expect, it } from 'vitest'
import { asStarted } from './as-started.ts'

const byNpx = (text: string) => asStarted(text, ['serve', 'show', 'target'], { env: { npm_command: 'exec' } })

it.each([
  ['greenroom show lists them.', 'npx greenroom show lists them.'],
  [
    'Use `greenroom serve`, or greenroom target init <url>.',
    'Use `npx greenroom serve`, or npx greenroom target init <url>.',
  ],
  ['greenroom <command> --help', 'npx greenroom <command> --help'],
  ['greenroom --help lists them', 'npx greenroom --help lists them'],
  ['npx greenroom show x', 'npx greenroom show x'],
  ['@greenroom show, mygreenroom show', '@greenroom show, mygreenroom show'],
  ['greenroom show-all, greenroom --helpful', 'greenroom show-all, greenroom --helpful'],
  ['greenroom has no command x', 'greenroom has no command x'],
  [
    'my.greenroom show, @my/greenroom show, my-greenroom show',
    'my.greenroom show, @my/greenroom show, my-greenroom show',
  ],
  ['greenroom served it, node_modules/greenroom serve', 'greenroom served it, node_modules/greenroom serve'],
])('what npx started names its commands by it: %s', (text, said) => {
  expect(byNpx(text)).toBe(said)
})

it.each([{}, { npm_command: 'test' }])('what the shell or a script of npm started does not: %j', (env) => {
  expect(asStarted('greenroom show lists them.', ['show'], { env })).toBe('greenroom show lists them.')
})
