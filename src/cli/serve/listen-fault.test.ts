import { expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { listenFault } from './listen-fault.ts'

const failing = (code: string, more: object = {}): Error => Object.assign(new Error('from Node'), { code, ...more })
const NOT_HERE = { message: 'elsewhere is not an address of this machine', fix: 'Drop --host to use localhost.' }
const BELOW_1024 = 'Ports below 1024 need privileges; choose a higher one.'
const IN_USE = 'Stop it, or start with --port 0 for any free port.'

it.each([
  [failing('EADDRNOTAVAIL'), NOT_HERE],
  [failing('ENOTFOUND'), NOT_HERE],
  [failing('EAI_AGAIN'), NOT_HERE],
  [failing('EACCES'), { message: 'no permission to listen on port 3', fix: BELOW_1024 }],
  [failing('EACCES', { port: 2 }), { message: 'no permission to listen on port 2', fix: BELOW_1024 }],
  [failing('EADDRINUSE'), { message: 'port 3 is in use', fix: IN_USE }],
  [failing('EADDRINUSE', { port: 2 }), { message: 'port 2 is in use', fix: IN_USE }],
])('a server that cannot listen says why, and what to do: %o', async (cause, told) => {
  const fault = await listenFault(cause, 3, 'elsewhere')
  expect(fault).toBeInstanceOf(Fault)
  expect(fault).toMatchObject({ ...told, cause })
})

it.each([[failing('ENOENT')], [new Error('of our own')], ['a text']])('%o is as it is', async (error) =>
  expect(await listenFault(error, 3, undefined)).toBe(error),
)
