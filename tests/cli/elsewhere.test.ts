import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ownFolder } from '../support/folder.ts'
import { spawnCli, spawnServe } from '../support/run-cli.ts'

const inFolder = ownFolder()

const SCENARIO = `scenario: mine
about: One joins.
steps:
  - { at: 0s, set: { meeting-room: [] } }
`

it('in a folder of your own, your files are read from there, and those of the package from where it is', async () => {
  const env = { XDG_RUNTIME_DIR: inFolder() }
  await writeFile(inFolder('mine.yaml'), SCENARIO)
  await writeFile(
    inFolder('rooms.yaml'),
    'people:\n  - { username: ben, name: Ben Miller }\nmeetingRooms:\n  - { code: our-own-rom, hostId: ben }\n',
  )
  const wanted = ['--seed', './rooms.yaml', '--scenario', './mine.yaml', '--dialect', 'neuron-meet']
  await using server = await spawnServe(wanted, env, inFolder())
  const { code, out } = await spawnCli(['rooms', '--port', new URL(server.url).port], env, inFolder())
  expect(out).toContain('our-own-rom')
  expect(code).toBe(0)
  const [file = ''] = await readdir(inFolder('greenroom'))
  const run: unknown = JSON.parse(await readFile(join(inFolder('greenroom'), file), 'utf8'))
  expect(run).toMatchObject({ pid: server.pid, url: server.url })
})

it.each([
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['spec', 'meeting-rooms'], /^openapi: 3/],
  [['seed', '--schema'], /^\{/],
])('%j needs no file of the folder in which it runs', async (args, begins) => {
  expect(await spawnCli(args, {}, inFolder())).toEqual({ code: 0, out: expect.stringMatching(begins), error: '' })
})
