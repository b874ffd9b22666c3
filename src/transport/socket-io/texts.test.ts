import { Encoder, PacketType } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { asJsonText, encodingTexts } from './texts.ts'

const encoder = encodingTexts(new Encoder())
const encoded = (type: PacketType, nsp: string, data: unknown[], id?: number) =>
  encoder.encode({ type, nsp, data, ...(id === undefined ? {} : { id }) })

describe('JSON that is text already', () => {
  const text = asJsonText('{"a": "é"}')

  it('is sent unchanged, as an event or an ack, in any namespace', () => {
    expect(encoded(PacketType.EVENT, '/', ['told', text])).toEqual(['2["told",{"a": "é"}]'])
    expect(encoded(PacketType.EVENT, '/~qa', ['to"ld', text])).toEqual(['2/~qa,["to\\"ld",{"a": "é"}]'])
    expect(encoded(PacketType.ACK, '/', [text], 7)).toEqual(['37[{"a": "é"}]'])
    expect(encoded(PacketType.ACK, '/~qa', [text], 0)).toEqual(['3/~qa,0[{"a": "é"}]'])
  })

  it('is no text to serialize: everything else is sent as ever', () => {
    expect(encoded(PacketType.EVENT, '/~qa', ['told', { a: 1 }])).toEqual(['2/~qa,["told",{"a":1}]'])
    expect(encoded(PacketType.EVENT, '/', ['told'])).toEqual(['2["told"]'])
    expect(encoded(PacketType.EVENT, '/', ['told', null])).toEqual(['2["told",null]'])
    expect(encoded(PacketType.ACK, '/', [], 1)).toEqual(['31[]'])
    expect(encoder.encode({ type: PacketType.CONNECT, nsp: '/', data: { sid: 'x' } })).toEqual(['0{"sid":"x"}'])
    expect(encoded(PacketType.EVENT, '/', ['told', JSON.parse(JSON.stringify(text))])).toEqual(['2["told",{}]'])
  })
})
