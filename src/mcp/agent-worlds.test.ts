import { expect, it } from 'vitest'
import { connect } from '../client/connect.ts'
import { createMock } from '../in-process.ts'
import { startServer } from '../server.ts'
import { createAgentWorlds } from './agent-worlds.ts'

const started = (usual?: string) => {
  const mock = createMock()
  let count = 0
  return { mock, worlds: createAgentWorlds(mock, () => `agent-${(count += 1)}`, usual) }
}
const nameOf = async ({ name }: { readonly name: string }): Promise<string> => name

it('a call that names no world gets a new one, and one that names it the same', async () => {
  const { worlds } = started()
  expect(await worlds.use(undefined, nameOf)).toBe('agent-1')
  expect(await worlds.use(undefined, nameOf)).toBe('agent-2')
  expect(await worlds.use('agent-1', nameOf)).toBe('agent-1')
  expect((await worlds.named('agent-2')).name).toBe('agent-2')
})

it('a world that there is not is refused, and none is made for what needs one', async () => {
  const { worlds } = started()
  await expect(worlds.use('agent-1', nameOf)).rejects.toThrow(/agent-1/)
  await expect(worlds.named(undefined)).rejects.toMatchObject({
    message: 'the argument world is missing',
    fix: 'Name the world that make_situation or arm_answer returned.',
  })
})

it('a world that was named is left as it is, though the work in it fails', async () => {
  for (const usual of [undefined, 'qa']) {
    const { mock, worlds } = started(usual)
    await mock.world({ name: 'qa' })
    await expect(
      worlds.use(usual === undefined ? 'qa' : undefined, () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no')
    await worlds.close()
    expect((await mock.attach('qa')).name).toBe('qa')
  }
})

it('with a usual world, calls that name none use that, and it is left at the end', async () => {
  const { mock, worlds } = started('default')
  expect(await worlds.use(undefined, nameOf)).toBe('default')
  expect((await worlds.named(undefined)).name).toBe('default')
  await mock.world({ name: 'qa' })
  expect(await worlds.use('qa', nameOf)).toBe('qa')
  expect((await worlds.named('qa')).name).toBe('qa')
  await worlds.close()
  expect((await mock.attach('default')).name).toBe('default')
})

it('worlds that were made are dropped at the end, and at once if the work in them fails', async () => {
  const { mock, worlds } = started()
  await worlds.use(undefined, nameOf)
  await expect(worlds.use(undefined, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(mock.attach('agent-2')).rejects.toThrow(/agent-2/)
  await worlds.close()
  await expect(mock.attach('agent-1')).rejects.toThrow(/agent-1/)
})

it('the others are dropped though one of them is gone already, and none a second time', async () => {
  const { mock, worlds } = started()
  for (let n = 0; n < 2; n++) await worlds.use(undefined, nameOf)
  await (await mock.attach('agent-1')).drop()
  await worlds.close()
  await expect(mock.attach('agent-2')).rejects.toThrow(/agent-2/)
  await mock.world({ name: 'agent-2' })
  await worlds.close()
  expect((await mock.attach('agent-2')).name).toBe('agent-2')
})

it('an end after that of the mock, with which its worlds have gone, is none the worse', async () => {
  await using server = await startServer({ control: true })
  const worlds = createAgentWorlds(connect(server.control), () => 'agent-1')
  expect(await worlds.use(undefined, nameOf)).toBe('agent-1')
  await server.close()
  await expect(worlds.close()).resolves.toBeUndefined()
})
