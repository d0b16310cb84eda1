/* editline.c: readline edits a line, we show it.
 *
 *   key --bytes--> queue --> readline --> rl_line_buffer, rl_point --> the view draws
 *
 * Readline's callback interface is fed from a queue and kept from the terminal: it reads
 * through our function, shows through one that does nothing, and leaves modes, signals
 * and sizes alone. So a person's inputrc, vi keys and searches work inside the screen.
 * Readline has one line and one history; each kind of field has a history of its own,
 * swapped in when it gets the focus.
 */
#include "tui/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>
#include <readline/history.h>

/* Readline's state is the process's, and so is this. */
static struct {
    bool ready;
    FILE *nowhere;
    unsigned char queue[64];
    size_t first, count;
    char *taken; /* a line readline thinks is done */
    HISTORY_STATE *history[HISTORY_COUNT];
    enum history current;
} editor;

static int next_byte(FILE *unused)
{
    (void)unused;
    if (editor.first >= editor.count)
        return EOF;
    return editor.queue[editor.first++];
}

static int bytes_wait(void)
{
    return editor.first < editor.count;
}

static void show_nothing(void)
{
}

/* Enter reaches readline only to end a search. It then begins a new line, so the one it
 * found is put back afterwards. */
static void take_line(char *line)
{
    free(editor.taken);
    editor.taken = line;
}

static void put_back(void)
{
    if (!editor.taken)
        return;
    rl_replace_line(editor.taken, 1);
    rl_point = rl_end;
    free(editor.taken);
    editor.taken = NULL;
}

static char **no_completions(const char *text, int start, int end)
{
    (void)text;
    (void)start;
    (void)end;
    rl_attempted_completion_over = 1;
    return NULL;
}

static void start(void)
{
    editor.nowhere = fopen("/dev/null", "w+e");
    rl_instream = rl_outstream = editor.nowhere;
    rl_readline_name = "gradus";
    rl_catch_signals = rl_catch_sigwinch = rl_change_environment = 0;
    rl_prep_term_function = NULL;
    rl_deprep_term_function = NULL;
    rl_getc_function = next_byte;
    rl_input_available_hook = bytes_wait;
    rl_redisplay_function = show_nothing;
    rl_attempted_completion_function = no_completions;
    rl_callback_handler_install("", take_line);
    rl_variable_bind("bell-style", "none");
    rl_variable_bind("enable-bracketed-paste", "off");
    rl_bind_keyseq("\\e[3~", rl_delete);
    using_history();
    editor.history[0] = history_get_history_state();
    editor.ready = true;
}

static void queue(const char *bytes, size_t n)
{
    if (editor.count + n <= sizeof editor.queue) {
        memcpy(editor.queue + editor.count, bytes, n);
        editor.count += n;
    }
}

static void feed(void)
{
    while (editor.first < editor.count)
        rl_callback_read_char();
    editor.first = editor.count = 0;
}

/* Ends a search, and the line: only so does readline sort out whose undo lists are whose.
 * It then has a new line, which is empty. */
static void finish_line(void)
{
    queue("\007\r", 2);
    feed();
    free(editor.taken);
    editor.taken = NULL;
}

static void swap_history(enum history history)
{
    HISTORY_STATE empty = {0};

    if (history == editor.current)
        return;
    free(editor.history[editor.current]);
    editor.history[editor.current] = history_get_history_state();
    history_set_history_state(editor.history[history] ? editor.history[history] : &empty);
    editor.current = history;
    using_history();
}

void edit_begin(const char *text, size_t at, enum history history)
{
    if (!editor.ready)
        start();
    finish_line();
    swap_history(history);
    rl_replace_line(text, 1);
    rl_point = at <= (size_t)rl_end ? (int)at : rl_end;
}

/* Entries are readline's to free, but for the undo lists of those that were edited; the
 * list of entries is left to us too. */
static void forget(enum history history)
{
    HISTORY_STATE empty = {0}, *state;
    HIST_ENTRY **entries;

    swap_history(history);
    entries = history_list();
    for (size_t i = 0; entries && entries[i]; i++) {
        rl_undo_list = (UNDO_LIST *)entries[i]->data;
        entries[i]->data = NULL;
        rl_free_undo_list();
    }
    clear_history();
    state = history_get_history_state();
    free(state->entries);
    free(state);
    history_set_history_state(&empty);
}

void edit_end(void)
{
    if (!editor.ready)
        return;
    finish_line();
    rl_free_undo_list();
    rl_callback_handler_remove();
    for (int i = 0; i < HISTORY_COUNT; i++)
        forget((enum history)i);
    for (int i = 0; i < HISTORY_COUNT; i++)
        free(editor.history[i]);
    fclose(editor.nowhere);
    rl_instream = rl_outstream = NULL;
    memset(&editor, 0, sizeof editor);
}

/* ---- keys ----------------------------------------------------------------------------- */

/* The bytes a terminal sends for the key. */
static void queue_key(uint32_t key)
{
    static const struct {
        uint32_t key;
        const char *bytes;
    } special[] = {
        {PRESS_ENTER, "\r"},       {PRESS_ESC, "\033"},       {PRESS_TAB, "\t"},
        {PRESS_BACKSPACE, "\177"}, {PRESS_DELETE, "\033[3~"}, {PRESS_UP, "\033[A"},
        {PRESS_DOWN, "\033[B"},    {PRESS_RIGHT, "\033[C"},   {PRESS_LEFT, "\033[D"},
        {PRESS_HOME, "\033[H"},    {PRESS_END, "\033[F"},
    };
    char bytes[5];

    if (key & PRESS_ALT)
        queue("\033", 1);
    key &= ~(uint32_t)PRESS_ALT;
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (special[i].key == key) {
            queue(special[i].bytes, strlen(special[i].bytes));
            return;
        }
    }
    if (key && key < PRESS_ENTER)
        queue(bytes, utf8_encode(key, bytes));
}

/* ^C clears the line; ^Z and ^L are not readline's. */
void edit_key(uint32_t key)
{
    if (key == ('C' & 31)) {
        finish_line();
        return;
    }
    queue_key(key);
    feed();
    put_back();
}

const char *edit_text(void)
{
    return rl_line_buffer ? rl_line_buffer : "";
}

size_t edit_at(void)
{
    return (size_t)rl_point;
}

bool edit_wants(uint32_t key)
{
    bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);

    if (!editor.ready)
        return false;
    if (key == PRESS_ENTER)
        return searching;
    if (key == PRESS_ESC)
        return searching || rl_get_keymap() == rl_get_keymap_by_name("vi-insert");
    return false;
}

void edit_remember(const char *text)
{
    HIST_ENTRY *last =
        history_length > 0 ? history_get(history_base + history_length - 1) : NULL;

    if (text[0] && !(last && strcmp(last->line, text) == 0))
        add_history(text);
    using_history();
}
