import t from 'tap';
import { hasConsole, takeConsole } from '../../../display/framebuffer/console.js';
import { addConsole, attribute } from './fake-machine.js';

const BIND = 'sys/class/vtconsole/vtcon1/bind';

t.test('a console on another framebuffer is left alone', (t) => {
  const root = t.testdir();
  addConsole(root);
  const giveBack = takeConsole(1, root, t.fail);
  t.equal(attribute(root, BIND), '1');
  giveBack();
  t.end();
});

t.test('the command line says which framebuffers have consoles', (t) => {
  const root = t.testdir();
  addConsole(root, { commandLine: 'fbcon=map:12' });
  t.same(
    [0, 1, 2, 12].map((number) => hasConsole(number, root)),
    [false, true, true, false],
  );
  addConsole(root, { commandLine: 'fbcon=font:VGA8x8,map:0 quiet' });
  t.same(
    [0, 1].map((number) => hasConsole(number, root)),
    [true, false],
  );
  t.equal(hasConsole(0, t.testdir()), false, 'no console, no map');
  t.end();
});

t.test('who may not take it hears the line that keeps it away, and nothing else changes', (t) => {
  const root = t.testdir();
  addConsole(root);
  const said: string[] = [];
  const giveBack = takeConsole(
    0,
    root,
    (message) => said.push(message),
    () => false,
  );
  t.equal(said.length, 1);
  t.match(said[0], /fb0.*fbcon=map:1 .*cmdline\.txt/);
  giveBack();
  t.equal(attribute(root, BIND), '1');
  t.end();
});
