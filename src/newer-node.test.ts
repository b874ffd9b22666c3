import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { requireNewerNode } from './newer-node.ts'

it.each(['20.20.2', '22.18.9', '9.99.0'])(
  'Node %s is too old for everything, and the refusal says what it needs',
  (version) => {
    expect(() => requireNewerNode('greenroom/verify', version)).toThrow(
      expect.objectContaining({
        message: `greenroom/verify needs Node 22.19 or newer, and this is Node ${version}`,
        fix: 'Run your program on a newer Node: npx -y -p node@22 node <file>.',
      }),
    )
  },
)

it.each(['22.19.0', '23.0.0', '26.1.0'])('Node %s is not', (version) => {
  expect(() => requireNewerNode('greenroom/verify', version)).not.toThrow()
})

it('the oldest is that of the package', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(engines.node).toBe('>=22.19.0')
})
