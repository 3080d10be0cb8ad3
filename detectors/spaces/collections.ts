/** Functions and methods of lists and mappings, by what they give. */
import type { CallRules } from '../../src/evaluate/calls.ts';

export const collections: Pick<CallRules, 'collections'> = {
  collections: {
    entries: {
      functions: ['=Object.entries', '=enumerate', '=_.toPairs', '=Map.to_list', '=Enum.with_index'],
      methods: ['items', 'iteritems', 'entries', 'entrySet', 'each_pair', 'each_with_index', 'withIndex', 'iter'],
    },
    // what blocks of Ruby are given of a mapping, by its reader
    pairs: { functions: [], methods: ['pairs of it'] },
    values: {
      functions: [
        '=Object.values',
        '=array_values',
        '=_.values',
        '=iter',
        '=Map.values',
        '=Keyword.values',
        '=new Set',
        '=Set',
      ],
      methods: ['values', 'itervalues', 'each_value', 'toList', 'to_a', 'stream', 'flatten', 'into_values', 'toArray'],
    },
    mapped: {
      functions: ['=map', '=_.map', '=Enum.map', '=lo.Map'],
      methods: [
        'map',
        'flatMap',
        'flat_map',
        'collect',
        'mapValues',
        'mapNotNull',
        'Select',
        'filter_map',
        'transform_values',
      ],
    },
    picked: {
      functions: [
        ...['=_.get', 'lodash.get', 'lodash/get', '=object_get', '=array_get'],
        '=data_get',
        // https://hexdocs.pm/elixir/Kernel.html#get_in/2
        '=get_in',
        '=Arr.get',
        '=Map.get',
        '=Map.fetch!',
        '=Keyword.get',
        '=Keyword.fetch!',
        '=getattr',
      ],
      methods: ['get', 'fetch', 'dig', 'getOrDefault', 'getValue', 'at', 'setdefault', 'pop'],
    },
    any: {
      functions: [
        '=next',
        '=_.sample',
        '=array_rand',
        '=reset',
        '=current',
        '=end',
        '=array_shift',
        '=array_pop',
        '=max',
        '=min',
      ],
      methods: [
        'find',
        'sample',
        'values_at',
        'first',
        'last',
        'shift',
        'findFirst',
        'First',
        'FirstOrDefault',
        'Single',
      ],
    },
  },
};
