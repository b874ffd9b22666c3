import { expect, it } from 'vitest'
import { createMock } from '../../in-process.ts'
import { requestOf } from '../../../tests/support/request-of.ts'
import { memoryStore } from '../../world/memory.ts'
import { createSeeds } from '../../world/seeds/seeds.ts'
import { createCore } from '../core.ts'
import { groundOf } from '../kept/ground.ts'

it('the page of a world shows the people and data of its own seed', async () => {
  const mock = createMock()
  await mock.world({ name: 'many', seed: 'busy:50' })
  const page = async (path: string): Promise<string> =>
    (await mock.handle(new Request(`http://localhost${path}`))).text()
  const ids = (seed: string): string[] =>
    createSeeds()
      .get(seed)
      .seed.reserved.filter(({ subject }) => subject === 'livechat-room')
      .flatMap(({ values }) => Object.values(values))
  const [own] = ids('busy:50').filter((id) => !ids('documented').includes(id))
  expect(await page('/~many/')).toContain(own)
  expect(await page('/')).not.toContain(own)
})

it('the page of a world that a cookie, the query or a header names has commands that call it', async () => {
  const mock = createMock()
  const page = async (path: string, headers: Record<string, string> = {}): Promise<string> =>
    (await mock.handle(new Request(`http://localhost${path}`, { headers }))).text()
  for (const text of [
    await page('/?__world=qa-17'),
    await page('/', { cookie: 'greenroom-world=qa-17' }),
    await page('/', { 'x-greenroom-world': 'qa-17' }),
  ])
    expect(text).toContain('http://localhost/~qa-17/rooms/lck-rom-now/join')
  expect(await page('/')).not.toContain('/~')
})

it.each([
  ['file', 'State is kept in a file, and survives the process.'],
  ['memory', 'State lives in memory and ends with the process.'],
])('the page says how long state lives in a %s', async (place, says) => {
  const ground = groundOf({})
  const core = createCore({}, ground, { ...memoryStore(ground.machine, ground.limits.world), place })
  expect(JSON.parse((await core.answer(requestOf('GET', '/'))).body).state).toBe(says)
})
