import { expect, it } from 'vitest'
import { proxiesIn } from './proxies.ts'

it('names no proxy where no variable does, or an empty one', () => {
  expect(proxiesIn({})).toEqual({})
  expect(proxiesIn({ HTTPS_PROXY: '', http_proxy: '', NO_PROXY: '' })).toEqual({})
})

it('takes each variable by its own name, in small letters or in capitals', () => {
  expect(proxiesIn({ HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2', NO_PROXY: 'c' })).toEqual({
    http: 'http://a:1',
    https: 'http://b:2',
    except: 'c',
  })
  expect(proxiesIn({ http_proxy: 'http://a:1', HTTP_PROXY: 'http://b:2' })).toEqual({ http: 'http://a:1' })
  expect(proxiesIn({ https_proxy: '', HTTPS_PROXY: 'http://b:2' })).toEqual({ https: 'http://b:2' })
})
