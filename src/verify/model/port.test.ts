import { expect, it } from 'vitest'
import { portOf } from './port.ts'

it.each<[url: string, port: number]>([
  ['http://localhost', 80],
  ['http://localhost:80/chat', 80],
  ['https://localhost/chat', 443],
  ['https://localhost:80', 80],
  ['http://localhost:443', 443],
  ['http://127.0.0.1:4010/~qa', 4010],
])('%s leads to the port %i', (url, port) => expect(portOf(url)).toBe(port))
