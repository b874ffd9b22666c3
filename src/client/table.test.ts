import { expect, it } from 'vitest'
import { asked } from '../../tests/support/asked.ts'
import { rowTable } from './table.ts'

it('a page of rows is asked for by what is given', async () => {
  const plane = asked(() => ({ rows: [{ id: 'a' }], total: 5 }))
  const table = rowTable<{ id: string }>(plane.requester, '/w/rows')
  expect(await table.list()).toEqual({ rows: [{ id: 'a' }], total: 5 })
  await table.list({ limit: 1 })
  await table.list({ offset: 0, limit: 1000 })
  expect(plane.asked.map(([what]) => what)).toEqual([
    'GET /w/rows',
    'GET /w/rows?limit=1',
    'GET /w/rows?offset=0&limit=1000',
  ])
})

it('a row is named by its key, whatever that holds', async () => {
  const plane = asked((what) => ({ what }))
  const table = rowTable<{ what: string }>(plane.requester, '/w/rows')
  const key = 'a/b?c %é'
  expect([
    await table.get(key),
    await table.find(key),
    await table.put(key, { what: 'x' }),
    await table.change(key, { what: null }),
    await table.remove(key),
  ]).toEqual([
    { what: 'GET /w/rows/a%2Fb%3Fc%20%25%C3%A9' },
    { what: 'GET /w/rows/a%2Fb%3Fc%20%25%C3%A9' },
    { what: 'PUT /w/rows/a%2Fb%3Fc%20%25%C3%A9' },
    { what: 'PATCH /w/rows/a%2Fb%3Fc%20%25%C3%A9' },
    undefined,
  ])
  expect(plane.asked.map(([, body]) => body)).toEqual([undefined, undefined, { what: 'x' }, { what: null }, undefined])
  expect(plane.asked.at(-1)?.[0]).toBe('DELETE /w/rows/a%2Fb%3Fc%20%25%C3%A9')
})

it('a row that is not there is a Fault to get or remove, and nothing to find', async () => {
  const { requester } = asked(() => Response.json({ title: 'No such person', detail: 'none' }, { status: 404 }))
  const table = rowTable(requester, '/w/rows')
  expect(await table.find('a')).toBeUndefined()
  for (const work of [table.get('a'), table.remove('a')]) await expect(work).rejects.toThrow('404')
})
