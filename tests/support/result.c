#include "support/result.h"

#include "support/unit.h"

#include "base/buf.h"

#define PLACE "{'line':3,'column':2,'byte':20,'utf16':3}"
#define RANGE "'start':" PLACE ",'end':" PLACE
/* ' stands for ", @ for the path. */
static const char sample[] =
    "{'schema':'juten-result/1','tool':{'name':'juten','version':'0.1.0'},'as_of':'2030-01-02',"
    "'merged':{'parts':2,'set_rules':'within each part'},"
    "'packs':[{'id':'p','version':'1.0.0','title':'灯台の方針','decided':'2029-05-01','sha256':'0123456789abcdef',"
    "'extends':['c'],'explicit':false,'clauses':[{'area':'1','heading':'灯火','claimable':true},"
    "{'area':'2','heading':'霧笛','claimable':true}],"
    "'rules':[{'id':'K','kind':'criterion','severity':'note','must':false,'title':'灯火を守る','area':'2','item':'i',"
    "'hint':'書き方','source':'方針 2','example':'灯火を点検する'},{'id':'P-2','kind':'clause','severity':'error',"
    "'must':false,'title':'霧笛','area':'2','item':null,'hint':null,'source':null,'example':null}]}],"
    "'submissions':[{'path':'@','document':0,'sha256':'00ff','pack':'p','ministry':'灯台省','fiscal_year':2031,"
    "'requests':[{'id':'A-1','title':'灯台','category':'new','amount_yen':5,'amount_kind':'figure','verdict':'fail',"
    "'criteria':[{'id':'D','state':'met','guard':null,'evidence':[]}],"
    "'claims':[{'area':'2','item':'i','area_as_written':'２','amount_yen':3,'verdict':'unjustified',"
    "'criteria':[{'id':'K','state':'guarded','guard':'negated','evidence':"
    "[{'text':'灯火'," RANGE ",'within':{'text':0,'begin':3,'end':9},'guard':'negated','because':'打ち消し'}],'steps':"
    "[{'depth':1,'operator':'concept','concept':'灯','truth':'no','guard':'negated','text':'灯火'}]}],"
    "'amount':{'kind':'figure','yen':3,'written':'3円','relisted':false},'text_sha256':'aa'}],"
    "'suggested':['1'],'amount':{'kind':'figure','yen':5,'written':'5円','relisted':true},"
    "'previous':{'kind':'none','yen':null,'written':'―','relisted':false},"
    "'supplementary':{},'special':{'kind':null,'yen':null,'written':'五','relisted':false},'start':" PLACE
    ",'texts':[{'field':'justification','claim':0,'text':'沿灯火','start':" PLACE "}],"
    "'breakdown':[{'item':'塔','amount':{'kind':'figure','yen':4,'written':'4円','relisted':false},'partial':true}]}],"
    "'ministry_order':7,'total':{'kind':'figure','yen':5,'written':'5円','relisted':false}}],"
    "'errors':[{'code':'INPUT-YAML','path':'@','message':'m','fixed':'n','start':" PLACE
    ",'excerpt':{'text':'abc','begin':1,'end':2,'cut':true}}],"
    "'findings':[{'rule':'P-2','severity':'error','message':'m','path':'@','request':'A-1','area':'2','criterion':'K'"
    "," RANGE ",'fingerprint':'f0','text_sha256':'aa','line_hash':'c0:2',"
    "'waived':{'state':'approved','reason':'既知','by':'甲','until':'2031-03-31','holds':true},"
    "'document':0,'on_file':true,'headline':'見出し',"
    "'reason':'理由','explains':'f1','excerpt':{'text':'灯火','begin':0,'end':6,'cut':false},"
    "'details':[{'kind':'asks','text':'求め','source':'方針'}]},"
    "{'rule':'P-SET','severity':'warning','message':'m','path':'@','request':'A-1','area':'2','criterion':null," RANGE
    ",'fingerprint':'f2','text_sha256':null,'waived':null,'document':0,'on_file':false,'headline':'同じ文章',"
    "'reason':null,'explains':null,'excerpt':null,'details':[],'related':[{'path':'b','document':1,'request':'B-1',"
    "'title':'霧笛','area':'1','start':" PLACE ",'share':98,'previous':true}]}],"
    "'summary':{'files':1,'requests':1,'claims':1,'criteria':2,'skipped':4,'errors':1,"
    "'findings':{'error':0,'warning':1,'note':0},'waived':1},'review':{},"
    "'manifest':{'sha256':'','clauses':['2'],'inputs':[{'path':'@','role':'checked','sha256':'00ff'},"
    "{'path':'w','role':'waivers','sha256':null}]}}";

void result_read(struct result_try *try, const char *name, struct text_view text)
{
    struct text_defect defect;
    *try = (struct result_try){.arena = arena_new()};
    assert_non_null(try->arena);
    assert_int_equal(text_source_open(try->arena, name, text, &try->source, &defect), STATUS_OK);
    assert_int_equal(defect.kind, TEXT_DEFECT_NONE);
    text_diagnostics_init(&try->diagnostics, try->arena);
    try->status = review_stored_read(try->arena, try->source, &try->diagnostics, &try->stored);
}

void result_free(struct result_try *try)
{
    arena_free(try->arena);
}

const char *result_sample(struct arena *arena, const char *path)
{
    struct buf text;
    buf_init(&text);
    for (const char *at = sample; *at; at++) {
        if (*at == '@') buf_add_string(&text, path);
        else buf_add_char(&text, *at == '\'' ? '"' : *at);
    }
    assert_int_equal(buf_status(&text), STATUS_OK);
    const char *kept = arena_copy(arena, text.bytes, text.len);
    buf_clear(&text);
    assert_non_null(kept);
    return kept;
}
