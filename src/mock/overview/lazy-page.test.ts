import { expect, it } from 'vitest'
import { requestOf } from '../../../tests/support/request-of.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { lazyOverviewPage } from './lazy-page.ts'

it('the page is loaded by the first visit, once, and asked for the console at each', async () => {
  const made: string[] = []
  const page = lazyOverviewPage({
    edition: 'current',
    get faces() {
      made.push('faces')
      return []
    },
    socketFaces: [],
    console: () => {
      made.push('console')
      return 'http://c/'
    },
  })
  expect(made).toEqual([])
  const visit = () => page(requestOf('GET', '/'), { world: 'w', seed: seeds.documented, prefix: '/~w' })
  const [first, second] = await Promise.all([visit(), visit()])
  expect(JSON.parse(first.body)).toMatchObject({
    world: 'w',
    baseUrl: 'http://127.0.0.1:4010/~w',
    console: 'http://c/',
  })
  const loads = made.filter((each) => each === 'faces').length
  await visit()
  expect(made.splice(made.lastIndexOf('console'))).toEqual(['console'])
  expect(made.filter((each) => each === 'faces')).toHaveLength(loads)
  expect([second.body, made.filter((each) => each === 'console')]).toEqual([first.body, ['console', 'console']])
})
