// The user's accounts, their keys and the callback receiver.

import type { Backend } from "../backend";
import { problem, vendors } from "./people";
import { wait, type World } from "./world";

type Accounts = Pick<
  Backend,
  | "addConnection" | "updateConnection" | "setConnectionOptions" | "callbackState" | "proveCallback" | "pauseConnection"
  | "removeConnection" | "setKey" | "setBalanceKey" | "testConnection" | "refillPractice"
>;

export function accounts(world: World): Accounts {
  const become = (id: string, patch: object) => {
    world.connections = world.connections.map((each) => (each.id === id ? { ...each, ...patch } : each));
    world.emit({ kind: "connectionsChanged", connections: world.connections });
    const found = world.connections.find((each) => each.id === id);
    if (!found) throw problem({ code: "notFound" });
    return found;
  };
  return {
    async addConnection(vendor, label, baseUrl) {
      const base = world.connections[0];
      if (!base) throw problem({});
      const made = { ...base, id: crypto.randomUUID(), vendor, label, baseUrl, practice: false, vendorLabel: vendors.find((each) => each.id === vendor)?.label ?? "", key: "missing" as const, balance: null };
      world.connections = [...world.connections, made];
      world.emit({ kind: "connectionsChanged", connections: world.connections });
      return made;
    },
    updateConnection: async (id, label, baseUrl) => become(id, { label, baseUrl }),
    setConnectionOptions: async (id, options) => become(id, { options }),
    callbackState: async () => ({ port: world.settings.callbackUrl ? world.settings.callbackPort : null, problem: null }),
    async proveCallback() {
      await wait(300);
      return { cameBack: true, ms: 84.2, error: null };
    },
    async pauseConnection(id, paused) {
      const options = world.connections.find((each) => each.id === id)?.options;
      return become(id, { options: { ...options, paused } });
    },
    async removeConnection(id) {
      world.connections = world.connections.filter((each) => each.id !== id);
      world.emit({ kind: "connectionsChanged", connections: world.connections });
    },
    setKey: async (id, key) => become(id, { key: "stored", keyFingerprint: `…${key.slice(-4)}` }),
    setBalanceKey: async (id, key) => become(id, { balanceKey: key === "" ? "missing" : "stored" }),
    async testConnection() {
      await wait(500);
      const error = world.state === "offline" ? problem({ code: "unreachable", money: "notSpent" }) : null;
      return { ok: error === null, balance: error ? null : 128.4, error, balanceError: null };
    },
    refillPractice: async () => void become("con-practice", { balance: 100 }),
  };
}
