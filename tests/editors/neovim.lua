-- Attaches `needlepoint lsp` to the open file in a real Neovim, edits it, and holds what Neovim shows to what `check` says.
-- Run by neovim.sh, which names the program in NEEDLEPOINT. Works with 0.7.2 and later.

local program = assert(os.getenv("NEEDLEPOINT"), "NEEDLEPOINT names the program")
local today = { "--today", "2026-11-22" }

local function fail(why)
  io.stderr:write("neovim: " .. why .. "\n")
  vim.cmd("cquit 1")
end

-- What the editor shows: its own columns are bytes, whatever the server counts in.
local function shown()
  local list = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    local code = one.code or one.user_data.lsp.code
    table.insert(list, ("%d:%d: %d %s"):format(one.lnum + 1, one.col + 1, one.severity, code))
  end
  table.sort(list)
  return list
end

-- What the command line says of the same text.
local function checked()
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
  local command = { program, "check", "--format", "json", today[1], today[2], "--stdin-filename", vim.api.nvim_buf_get_name(0), "-" }
  local report = vim.fn.json_decode(vim.fn.system(command, text))
  local list = {}
  for _, one in ipairs(report.problems) do
    local severity = one.blocks and 1 or one.level == "caution" and 2 or 3
    table.insert(list, ("%d:%d: %d %s"):format(one.place.line, one.place.byte_column, severity, one.rule))
  end
  table.sort(list)
  return list
end

-- Waits until the editor shows what the command line says, and prints it.
local function compare(what)
  local wanted = checked()
  if #wanted == 0 then
    fail(what .. ": the text should have problems")
  end
  if not vim.wait(8000, function() return vim.deep_equal(shown(), wanted) end, 10) then
    fail(what .. "\nshown: " .. vim.inspect(shown()) .. "\nchecked: " .. vim.inspect(wanted))
  end
  print(what .. ":\n  " .. table.concat(wanted, "\n  ") .. "\n")
end

-- Replaces the first `old` on the first line that has it.
local function edit(old, new)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local first, last = line:find(old, 1, true)
    if first then
      return vim.api.nvim_buf_set_text(0, number - 1, first - 1, number - 1, last, { new })
    end
  end
  fail("nothing to edit: " .. old)
end

local status
local client = vim.lsp.start_client({
  cmd = { program, "lsp", today[1], today[2] },
  on_exit = function(code) status = code end,
})
vim.lsp.buf_attach_client(0, client)
compare("as opened")
edit('"Atrophic acne scars of the face"', '"µ😀" bogus')
compare("a word after an emoji")
edit("bogus", "— 😀 bogus")
edit("never above 2 mm", "never above 20 mm")
compare("two edits at once")
vim.lsp.stop_client(client)
if not vim.wait(8000, function() return status ~= nil end, 10) or status ~= 0 then
  fail("the server's exit status is " .. tostring(status))
end
vim.cmd("qa!")
