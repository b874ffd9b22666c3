import { expect, it } from 'vitest'
import { connect } from '../../client/connect.ts'
import { userNamesBy } from './user-names.ts'

/** A control plane with a world `qa` that has Jane, and what it was asked. */
function server() {
  const asked: string[] = []
  const greenroom = connect({
    url: 'http://c',
    token: 't',
    fetch: async (url, { method }) => {
      asked.push(`${method} ${url.slice('http://c'.length)}`)
      if (url.includes('/worlds/gone')) return Response.json({ detail: 'there is none' }, { status: 404 })
      return Response.json({ name: 'qa', rows: [{ id: 'u1', username: 'jane' }], total: 1 })
    },
  })
  return { names: userNamesBy(greenroom), asked }
}

it('the people of a world are known by their ids, and read once', async () => {
  const { names, asked } = server()
  const [first, second] = await Promise.all([names('qa'), names('qa')])
  expect([...first]).toEqual([['u1', 'jane']])
  expect([second, await names('qa')]).toEqual([first, first])
  expect(asked).toEqual(['GET /worlds/qa', expect.stringMatching(/people\?.*limit=1000/)])
})

it('of a world that is gone, nobody is known, and it is not asked for again', async () => {
  const { names, asked } = server()
  expect([...(await names('gone'))]).toEqual([])
  await names('gone')
  expect(asked).toHaveLength(1)
})
