import { expect, it } from 'vitest'
import { startServer } from '../server.ts'

it('the control plane takes a token of 32 characters, and none that is shorter, or that no header can carry', async () => {
  const token = 'x'.repeat(32)
  const server = await startServer({ control: { token } })
  expect(server.control?.token).toBe(token)
  await server.close()
  await expect(startServer({ control: { token: token.slice(1) } })).rejects.toThrow('has 31 characters')
  await expect(startServer({ control: { token: `${token}\n` } })).rejects.toThrow('not allowed in headers')
})
