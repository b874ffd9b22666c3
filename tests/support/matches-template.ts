import type { BodyTemplate } from '../../src/contract/model/face.ts'

/** Whether a body is the contract's example, to the letter outside its varying parts. */
export function matchesTemplate(body: string, template: BodyTemplate): boolean {
  if (typeof template === 'string') return body === template
  const pattern = template
    .map((piece) => (typeof piece === 'string' ? piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[\\s\\S]*?'))
    .join('')
  return new RegExp(`^${pattern}$`).test(body)
}
