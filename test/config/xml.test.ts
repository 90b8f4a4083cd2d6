import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attributeOf, elementsIn, faultText, type XmlDocument, type XmlNode, type XmlText, xmlSpan } from '#core/config/xml';
import { escapedValue } from '#core/config/xml-entities';
import { DEEPEST, readXml } from '#core/config/xml-reader';

describe('XML', () => {
  it('is read as a tree of elements, attributes, text, CDATA and comments', () => {
    check('<a x="1" y=\'2\'><b/>t<!-- c --><![CDATA[<raw>&]]></a>', 'a[x=1 y=2](b,"t",comment " c ",cdata "<raw>&")');
    check('<?xml version="1.0"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario/>', 'instruction,doctype,scenario');
    check('<!DOCTYPE a [ <!ENTITY x "y>"> ]><a/>', 'doctype,a');
    check('\uFEFF<a>\r\n  <b />\r\n</a>\r\n', 'a(b)');
    check('<a:b-c.d x:y="1"/>', 'a:b-c.d[x:y=1]');
  });

  it('decodes the entities that XML has, and leaves others alone', () => {
    check('<a x="&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&nope;&#0;&"/>', 'a[x=<&>"\'AB&nope;&#0;&]');
    check('<a>1 &lt; 2</a>', 'a("1 < 2")');
    assert.equal(escapedValue('a<b>&"c"'), 'a&lt;b&gt;&amp;&quot;c&quot;');
  });

  it('takes the quotes within an expression of a template for its own', () => {
    check('<a x="{{ env "PORT" }}:7443" y="1"/>', 'a[x={{ env "PORT" }}:7443 y=1]');
    check('<a x="{{ "$$" }}{ip}"/>', 'a[x={{ "$$" }}{ip}]');
    check("<a x='{% if b == 'c' %}d{% endif %}'/>", "a[x={% if b == 'c' %}d{% endif %}]");
    check('<a x="{{ b }}" y="{{ c }}"/>', 'a[x={{ b }} y={{ c }}]');
    check('<a x="{{" y="1"/>', 'a[x={{ y=1]');
  });

  it('knows where each character of a value stands', () => {
    const text = '<a x="ab&amp;cd&#x1F512;e"/>';
    const value = attributeOf(firstElement(text), 'x')?.value;
    assert.ok(value);
    const part = (from: number, to: number) => {
      const { start, end } = xmlSpan(value, from, to);
      return text.slice(start, end);
    };
    assert.deepEqual(
      [part(0, 2), part(1, 3), part(2, 3), part(3, 5), part(5, 7), part(7, 8), part(0, 8), part(2, 2)],
      ['ab', 'b&amp;', '&amp;', 'cd', '&#x1F512;', 'e', 'ab&amp;cd&#x1F512;e', ''],
    );
  });

  it('says where tags, names and contents stand', () => {
    const text = ' <a  b="c">x</a >';
    const element = firstElement(text);
    const [attribute] = element.attributes;
    const parts = [element.start, element.nameAt, element.content, element.whole, attribute?.nameAt, attribute?.value.at, attribute?.whole];
    assert.deepEqual(
      parts.map((at) => text.slice(at?.start, at?.end)),
      ['<a  b="c">', 'a', 'x', '<a  b="c">x</a >', 'b', 'c', 'b="c"'],
    );
  });
});

describe('broken XML costs what is broken', () => {
  it('tags without an end', () => {
    check('<s>\n<p a="1"\n<p a="2"/>\n</s>', 's(p[a=1],p[a=2])', ['tag-without-end p']);
    check('<s><p a="1"/\n<q/></s>', 's(p[a=1],q)', ['tag-without-end p']);
    check('<s><p/></s\n<t/>', 's(p),t', ['tag-without-end /s']);
    check('<a', 'a', ['tag-without-end a']);
  });

  it('elements without an end, and ends without an element', () => {
    check('<a><b><c/></a><d/>', 'a(b(c)),d', ['element-without-end b']);
    check('<a></b></a><d/>', 'a,d', ['end-without-element b']);
    check('<a><b>', 'a(b)', ['element-without-end b', 'element-without-end a']);
  });

  it('values without quotes, or with one only', () => {
    check('<a x=1 y="2"/>', 'a[x=1 y=2]', ['value-without-quotes x']);
    check('<s>\n<a x="1/>\n<a x="2"/>\n</s>', 's(a[x=1],a[x=2])', ['value-without-end x']);
    check('<a x/>', 'a[x=]', ['attribute-without-value x']);
    check('<a x="over\nlines" y="1"/>', 'a[x=over\nlines y=1]');
    check('<a x="a<b>c"/>', 'a[x=a<b>c]');
  });

  it('comments, CDATA and brackets', () => {
    check('<a/><!-- x', 'a,comment " x"', ['comment-without-end <!--']);
    check('<a/><![CDATA[ x', 'a,cdata " x"', ['cdata-without-end <![CDATA[']);
    check('<!-- a -- b --><a/>', 'comment " a -- b ",a', ['dashes-in-comment ']);
    check('<!----><a/>', 'comment "",a');
    check('a < b <a/>', '"a ","b ",a', ['lone-bracket ']);
    check('<!nothing', '"nothing"', ['tag-without-end !nothing']);
  });

  it('each fault has words', () => {
    for (const text of ['<a', '<a>', '</a>', '<!--', '<!-- -- -->', '<![CDATA[', '<a b="', '<a b=c/>', '<a b/>', '< '])
      for (const fault of readXml(text).faults) assert.match(faultText(fault), /^[A-Z`].*\.$/);
  });
});

it('elements may be nested without end', () => {
  const { nodes } = readXml('<a>'.repeat(100_000));
  let depth = 0;
  for (let here: readonly XmlNode[] = nodes; here.length > 0; depth++) here = elementsIn(here).flatMap(({ children }) => children);
  assert.equal(depth, DEEPEST + 1);
});

it('any text is read, and all spans lie in it', () => {
  const token = fc.constantFrom(
    ...'<>/="\'&;! \n\r-[]?',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '</',
    '/>',
    'a',
    'b',
    '&lt;',
    'é',
    '<a>',
    '</a>',
  );
  fc.assert(
    fc.property(fc.string({ unit: token, maxLength: 60 }), (text) => {
      const { nodes, faults } = readXml(text);
      const isInside = ({ start, end }: { start: number; end: number }) => start >= 0 && start <= end && end <= text.length;
      for (const { at } of faults) assert.ok(isInside(at));
      const walk = (inner: readonly XmlNode[]): void => {
        for (const node of inner) {
          assert.ok(isInside(node.whole), JSON.stringify([text, node]));
          if (node.kind !== 'element') assert.ok(isInside(node.value.at));
          else {
            for (const at of [node.start, node.content, node.nameAt]) assert.ok(isInside(at), JSON.stringify([text, node]));
            for (const { nameAt, value, whole } of node.attributes) {
              assert.equal(text.slice(nameAt.start, nameAt.end), attributeName(node.attributes, nameAt.start));
              assert.ok(isInside(value.at) && isInside(whole));
            }
            walk(node.children);
          }
        }
      };
      walk(nodes);
    }),
    { numRuns: 2000 },
  );
});

const attributeName = (attributes: readonly { name: string; nameAt: { start: number } }[], start: number) =>
  attributes.find(({ nameAt }) => nameAt.start === start)?.name;

it('the time that it takes grows with the text only', () => {
  const size = 300_000;
  for (const unit of [
    '<',
    '<a>',
    '</a>',
    '<a b="',
    '<!--',
    '<![CDATA[',
    '<!',
    '<![>',
    "<a x='y\n",
    '&',
    '&#',
    '--',
    '</a',
    '<a b c d',
    '<?',
    'x',
    '"',
    '<a></b>',
  ]) {
    const text = unit.repeat(size / unit.length);
    const before = performance.now();
    readXml(text);
    assert.ok(performance.now() - before < 2000, `${unit}: ${Math.round(performance.now() - before)} ms`);
  }
});

function check(text: string, expected: string, faults: readonly string[] = []): void {
  const document = readXml(text);
  assert.equal(shown(document), expected);
  assert.deepEqual(
    document.faults.map(({ kind, name }) => `${kind} ${name}`),
    faults,
  );
}

const shown = ({ nodes }: XmlDocument): string => nodes.map(nodeText).join(',');

function nodeText(node: XmlNode): string {
  if (node.kind === 'text') return JSON.stringify(trimmed(node.value));
  if (node.kind === 'comment' || node.kind === 'cdata') return `${node.kind} ${JSON.stringify(node.value.text)}`;
  if (node.kind !== 'element') return node.kind;
  const attributes = node.attributes.map(({ name, value }) => `${name}=${value.text}`).join(' ');
  const children = node.children.map(nodeText).join(',');
  return `${node.name}${attributes === '' ? '' : `[${attributes}]`}${children === '' ? '' : `(${children})`}`;
}

const trimmed = ({ text }: XmlText): string => text.replace(/^\s+/, '');

function firstElement(text: string) {
  const [element] = elementsIn(readXml(text).nodes);
  assert.ok(element);
  return element;
}
