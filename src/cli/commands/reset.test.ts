import { expect, it } from 'vitest'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli } = servedCli()

it('greenroom reset brings a world back to its beginning, and leaves the others', async () => {
  const armed = async (name: string): Promise<unknown> =>
    JSON.parse(await out('worlds', '--json')).find((world: { name: string }) => world.name === name)?.armed
  for (const world of ['one', 'other']) {
    await out('worlds', 'make', world)
    await out('arm', 'room-full', '--world', world)
  }
  expect(await out('reset', '--world', 'one')).toBe('[one] was reset\n')
  expect([await armed('one'), await armed('other')]).toEqual([0, 1])
  expect(await out('reset')).toBe('[default] was reset\n')
})

it('greenroom reset takes no operand, and a world that there is', async () => {
  expect(await cli('reset', 'one')).toEqual({
    code: 2,
    out: '',
    error: 'unexpected argument one\n  Name the world with --world.\n',
  })
  expect(await cli('reset', '--world', 'none')).toEqual({
    code: 2,
    out: '',
    error:
      'There is no world "none". Make it first. (GET /worlds/none was refused with 404)\n  greenroom worlds lists all worlds, greenroom worlds make <name> creates one.\n',
  })
})
